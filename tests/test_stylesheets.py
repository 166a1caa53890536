"""How the stylesheets are written: one declaration a line, one file a component, layers in order."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

CSS = Path(settings.BASE_DIR) / "agency/static/agency/css"
SCRIPTS = CSS.parent / "js"
ENTRY = "rapport.css"


@cache
def stylesheets():
    return {str(path.relative_to(CSS)): path.read_text(encoding="utf-8") for path in sorted(CSS.rglob("*.css"))}


def parts():
    """Everything but the entry, without comments."""
    return {name: without_comments(text) for name, text in stylesheets().items() if name != ENTRY}


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def test_one_declaration_a_line():
    crowded = re.compile(r";.*;|\{\s*\S")

    assert [(name, line) for name, text in parts().items() for line in text.splitlines() if crowded.search(line)] == []


def test_lines_are_short():
    texts = stylesheets() | {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}

    assert [(name, line) for name, text in texts.items() for line in text.splitlines() if len(line) > 120] == []


def test_every_file_stands_in_its_layer_and_print_above_all():
    expected = {name: {name.partition("/")[0].removesuffix(".css")} for name in parts()} | {"print.css": set()}

    assert {
        name: set(re.findall(r"^@layer (\w+) \{$", text, re.MULTILINE)) for name, text in parts().items()
    } == expected


def test_entry_holds_the_order_of_layers_and_imports_only():
    first, *rest = [line for line in without_comments(stylesheets()[ENTRY]).splitlines() if line.strip()]

    assert first == "@layer reset, tokens, base, layout, components, utilities;"
    assert [line for line in rest if not re.fullmatch(r'@import url\("[\w/-]+\.css"\);', line)] == []


def test_entry_imports_every_file_once():
    assert sorted(re.findall(r'url\("([^"]+)"\)', stylesheets()[ENTRY])) == sorted(parts())


def test_only_tokens_name_colours():
    """A literal colour would not follow the theme."""
    literal = re.compile(r":[^{;]*#[0-9a-f]{3,8}\b[^{]*;")
    named = {name: literal.findall(text) for name, text in parts().items() if name not in ("tokens.css", "print.css")}

    assert {name: found for name, found in named.items() if found} == {}
