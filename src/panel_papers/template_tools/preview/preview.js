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
let chosen = ["", ""];

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

async function redraw() {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch("view" + location.search);
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

// The pictures that will be in sight are there before the old ones go, so that nothing flickers.
function firstPictures(view) {
  const seen = [...main.querySelectorAll(".sheet img")].flatMap((each, index) => (inSight(each) ? [index] : []));
  const made = [...view.querySelectorAll(".sheet img")];
  const wanted = seen.length ? made.filter((_, index) => seen.includes(index)) : made.slice(0, 2);
  return Promise.allSettled(wanted.map((each) => {
    const picture = new Image();
    picture.src = each.getAttribute("src");
    return picture.decode();
  }));
}

function inSight(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}

function replace(view) {
  const focused = main.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...main.querySelectorAll("details[open]")].map((each) => each.id);
  const side = main.querySelector(".fields")?.scrollTop ?? 0;
  tip.remove();
  main.replaceChildren(view);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const fields = main.querySelector(".fields");
  if (fields) fields.scrollTop = side;
  if (focused) (document.getElementById(focused) ?? main).focus({ preventScroll: true });
  mark("chosen", ...chosen);
  name();
  document.title = view.dataset.title;
  say(view.dataset.status);
}

function listen() {
  const news = new EventSource("news");
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

// Marks the boxes of a field or a fault in one of two ways: “chosen” stays, “pointed” follows the
// mouse. The name of the field stands at its first box.
function mark(how, kind, number) {
  for (const each of main.querySelectorAll(`.${how}`)) each.classList.remove(how);
  if (!number) return undefined;
  const boxes = [...main.querySelectorAll(`rect.${kind}[data-${kind}="${CSS.escape(number)}"]`)];
  for (const each of boxes) each.classList.add(how);
  if (kind === "field") document.getElementById(`field-${number}`)?.classList.add(how);
  return boxes[0];
}

function name() {
  tip.remove();
  const box = main.querySelector("rect.field.pointed") ?? main.querySelector("rect.field.chosen");
  if (!box) return;
  const page = box.ownerSVGElement.viewBox.baseVal;
  tip.textContent = document.getElementById(`field-${box.dataset.field}`).dataset.name;
  tip.style.left = `${(100 * box.x.baseVal.value) / page.width}%`;
  tip.style.top = `${(100 * box.y.baseVal.value) / page.height}%`;
  box.closest(".sheet").append(tip);
}

function choose(kind, number) {
  chosen = [kind, number];
  const box = mark("chosen", kind, number);
  name();
  return box;
}

function bringIntoView(box) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  box?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

main.addEventListener("mouseover", (event) => {
  mark("pointed", "field", event.target.closest("[data-field]")?.dataset.field);
  name();
});

main.addEventListener("focusin", (event) => {
  const { field, fault } = event.target.dataset;
  if (field) choose("field", field);
  if (fault) choose("fault", fault);
});

main.addEventListener("click", (event) => {
  const target = event.target.closest("[data-field], a[data-fault]");
  if (!target) return;
  const { field, fault } = target.dataset;
  const box = field ? choose("field", field) : choose("fault", fault);
  if (fault) {
    event.preventDefault();
    document.querySelector(target.getAttribute("href")).focus({ preventScroll: true });
  }
  if (target.matches("rect")) document.getElementById(`field-${field}`).focus();
  else bringIntoView(box);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose("", "");
});

marks?.addEventListener("click", () => {
  const on = document.body.classList.toggle("marks");
  marks.setAttribute("aria-pressed", String(on));
});

listen();
