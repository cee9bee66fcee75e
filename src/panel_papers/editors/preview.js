// The preview's script: draws the page anew after a save, and shows which field filled what.
// All it puts into the page is HTML of our own server, in which every text is escaped.
"use strict";

const main = document.getElementById("main");
const status = document.getElementById("status");
const marks = document.getElementById("marks");
const tip = document.createElement("div");
tip.className = "tip";
tip.setAttribute("aria-hidden", "true"); // the list says the same
let shown = document.body.dataset.version;
let busy = false;
let lost = false;

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

async function redraw() {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch("/view" + location.search);
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    const view = made.querySelector(".view");
    await firstPictures(view);
    replace(view);
    shown = view.dataset.version;
  } catch {
    say("The preview could not be drawn anew.");
  } finally {
    busy = false;
  }
}

// The pictures are there before the old ones go, so that nothing flickers.
function firstPictures(view) {
  const sources = [...view.querySelectorAll(".sheet img")].slice(0, 3).map((each) => each.getAttribute("src"));
  return Promise.allSettled(sources.map((source) => {
    const picture = new Image();
    picture.src = source;
    return picture.decode();
  }));
}

function replace(view) {
  const focused = main.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...main.querySelectorAll("details[open]")].map((each) => each.id);
  const side = main.querySelector(".fields")?.scrollTop ?? 0;
  tip.remove();
  main.replaceChildren(view);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  main.querySelector(".fields").scrollTop = side;
  if (focused) (document.getElementById(focused) ?? main).focus({ preventScroll: true });
  document.title = view.dataset.title;
  say(view.dataset.status);
}

function listen() {
  const news = new EventSource("/news");
  news.onmessage = async (event) => {
    if (lost) say(document.querySelector(".view").dataset.status);
    lost = false;
    while (event.data !== shown && !busy) await redraw();
  };
  news.onerror = () => {
    lost = true;
    say("The preview has stopped. Start it again where it was started; this page goes on by itself.");
  };
}

function choose(kind, number) {
  for (const each of main.querySelectorAll(".chosen")) each.classList.remove("chosen");
  tip.remove();
  const boxes = number ? [...main.querySelectorAll(`rect.${kind}[data-${kind}="${CSS.escape(number)}"]`)] : [];
  for (const box of boxes) box.classList.add("chosen");
  if (kind === "field" && boxes.length) {
    const button = document.getElementById(`field-${number}`);
    button.classList.add("chosen");
    name(boxes[0], button.dataset.name);
  }
  return boxes[0];
}

function name(box, words) {
  const page = box.ownerSVGElement.viewBox.baseVal;
  tip.textContent = words;
  tip.style.left = `${(100 * box.x.baseVal.value) / page.width}%`;
  tip.style.top = `${(100 * box.y.baseVal.value) / page.height}%`;
  box.closest(".sheet").append(tip);
}

function bringIntoView(box) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

for (const type of ["mouseover", "focusin", "click"]) {
  main.addEventListener(type, (event) => {
    const field = event.target.closest("[data-field]");
    const fault = event.target.closest("a[data-fault]");
    if (field) {
      const box = choose("field", field.dataset.field);
      if (type === "click" && field.matches("button") && box) bringIntoView(box);
      if (type === "click" && field.matches("rect")) {
        document.getElementById(`field-${field.dataset.field}`).focus();
      }
    } else if (fault && type !== "mouseover") {
      const box = choose("fault", fault.dataset.fault);
      if (type === "click" && box) {
        event.preventDefault();
        document.querySelector(fault.getAttribute("href")).focus({ preventScroll: true });
        bringIntoView(box);
      }
    } else if (type === "focusin" || type === "mouseover") {
      choose("field", "");
    }
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose("field", "");
});

marks.addEventListener("click", () => {
  const on = document.body.classList.toggle("marks");
  marks.setAttribute("aria-pressed", String(on));
});

listen();
