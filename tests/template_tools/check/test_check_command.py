"""`panel-papers templates check`: how it answers and ends."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from ...commands import run_command
from ..edits import INPUTS, TEMPLATES, Template, with_part, without_part


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(TEMPLATES, tmp_path / "templates" / "word")
    shutil.copytree(INPUTS, tmp_path / "inputs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str):
    return run_command("templates", "check", *arguments, folder=Path.cwd())


def broken(project: Path, name: str = "purpose") -> None:
    template = Template(name)
    template.retype("{{ purpose }}", "{{ purpos }}")
    (project / "templates" / "word" / f"{name}.docx").write_bytes(template.save())


def test_templates_in_order_end_with_0(project):
    said = run()
    assert (said.returncode, said.stdout, said.stderr) == (0, "The templates are in order.\n", "")


def test_a_fault_is_told_in_words_and_ends_with_4(project):
    broken(project)
    said = run()
    assert said.returncode == 4
    assert said.stdout == "1 error in 1 template.\n"
    assert said.stderr.startswith(
        "error: templates/word/purpose.docx, under the heading “Purpose of Report”, paragraph 2: "
        "“{{ purpos }}” asks for “purpos”, which is not a field here. [unknown-field]\n"
    )
    assert "write “purpose” if you mean that" in said.stderr


def test_a_field_that_no_body_has_is_answered_with_where_to_add_it(project):
    template = Template("purpose")
    template.retype("{{ purpose }}", "{{ purpose }} {{ fields.portfolio }}")
    (project / "templates/word/purpose.docx").write_bytes(template.save())
    said = run()
    assert said.returncode == 4
    assert (
        "“{{ fields.portfolio }}” asks for “fields.portfolio”, and no profile of a body has fields "
        "of its own. [unknown-field]\n    fix:      add it below “fields:” in "
        "templates/bodies/….yaml\n"
    ) in said.stderr


def test_a_warning_is_told_and_ends_with_0(project):
    template = Template("contents")
    template.document.core_properties.author = "A. Person"
    (project / "templates/word/contents.docx").write_bytes(template.save())
    said = run()
    assert (said.returncode, said.stdout) == (0, "1 suggestion in 1 template.\n")
    assert said.stderr.startswith("suggestion: templates/word/contents.docx")


def test_only_the_files_that_are_named_are_checked(project):
    broken(project)
    assert run("templates/word/context.docx").returncode == 0
    assert run("templates/word/purpose.docx").returncode == 4


def test_json_says_the_same(project):
    broken(project)
    said = run("--format", "json")
    told = json.loads(said.stdout)
    assert (said.returncode, said.stderr, told["exit_code"]) == (4, "", 4)
    assert [(each["code"], each["file"], each["where"]) for each in told["problems"]] == [
        (
            "unknown-field",
            "templates/word/purpose.docx",
            "under the heading “Purpose of Report”, paragraph 2",
        )
    ]


def test_all_faults_of_all_templates_are_told_at_once(project):
    broken(project)
    (project / "templates/word/divider.docx").unlink()
    (project / "templates/word/context.docx").write_bytes(b"")
    template = Template("contents")
    template.retype_all(
        ("{{ title }}", "{{ titel }}"), ("%}", "} %"), ("{%p endfor", "{% p endfor")
    )
    (project / "templates/word/contents.docx").write_bytes(template.save())
    codes = [each["code"] for each in json.loads(run("--format", "json").stdout)["problems"]]
    assert codes == [
        *("half-a-tag", "unknown-tag", "unknown-field"),
        *("damaged-file", "no-template", "unknown-field"),
    ]


@pytest.mark.parametrize("what", ["lost", "cut short"])
def test_a_damaged_template_is_a_finding_and_no_crash(project, what):
    path = project / "templates/word/contents.docx"
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if not name.endswith(".rels")]
    assert len(parts) > 8
    for part in parts:
        if what == "lost":
            path.write_bytes(without_part(data, part))
        else:
            path.write_bytes(with_part(data, part, lambda blob: blob[: len(blob) // 2]))
        told = json.loads(run("templates/word/contents.docx", "--format", "json").stdout)
        spared = what == "cut short" and part in {
            *("word/fontTable.xml", "word/theme/theme1.xml", "docProps/app.xml")
        }
        codes = {each["code"] for each in told["problems"]}
        assert codes <= ({"unknown-font"} if spared else {"damaged-file", "not-a-word-document"})
        assert spared or codes, part


def test_annotate_writes_copies_and_says_where(project):
    broken(project)
    said = run("--annotate")
    assert said.stdout.splitlines()[0] == "templates/word/purpose - problems.docx"
    assert (project / "templates/word/purpose - problems.docx").is_file()
    said = run("--annotate", "--copies", "review")
    assert said.stdout.splitlines()[0] == "review/purpose - problems.docx"
    assert said.returncode == 4


def test_a_copy_that_cannot_be_written_is_told_with_the_faults(project):
    broken(project)
    (project / "review").write_text("a file", encoding="utf-8")
    said = run("--annotate", "--copies", "review/deeper")
    assert said.returncode == 5
    assert "[unknown-field]" in said.stderr
    assert "[copy-not-written]" in said.stderr


def test_the_build_tells_a_templates_fault_in_the_same_words(project):
    broken(project)
    checked = run().stderr
    built = run_command("march-2024", program="make_paper", folder=project)
    assert (built.returncode, built.stderr) == (4, checked)


def test_faults_as_sarif_name_their_template(project):
    broken(project)
    said = run("--format", "sarif")
    (result,) = json.loads(said.stdout)["runs"][0]["results"]
    assert (said.returncode, result["ruleId"]) == (4, "unknown-field")
    where = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where["uri"] == "templates/word/purpose.docx"
