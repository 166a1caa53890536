"""What holds for every template of the house: a strict CSP, known icons, attributes that cannot carry markup."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from agency import sprite

ROOT = Path(settings.BASE_DIR) / "templates"
EVENT_HANDLER = re.compile(r"\son[a-z]+=", re.IGNORECASE)
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
STYLE = re.compile(r'\sstyle="([^"]*)"')
DECLARATION = re.compile(r"^\s*--[a-z0-9-]+\s*:[^;]+$")
DATA = 'type="application/json"'  # a block of data is not run
ICON = re.compile(r'\{% icon "([^"]+)"|<c-[^>]*?\sicon="([a-z0-9-]+)"|<c-[^>]*?\sicon_end="([a-z0-9-]+)"')
COMPONENT = re.compile(r"<c-([a-z0-9.-]+)((?:\s[^<>]*?(?:\"[^\"]*\"|'[^']*')?)*?)\s*/?>", re.DOTALL)
LINE = 180
COLON = re.compile(r"\s:([a-z_]+)=")


@cache
def templates():
    """The text of every page and component without its comments; letters are mail and have rules of their own."""
    paths = [path for path in ROOT.rglob("*.html") if "emails" not in path.parts]
    return {str(path.relative_to(ROOT)): without_comments(path.read_text(encoding="utf-8")) for path in paths}


def without_comments(text):
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL)


def offences(find):
    """What ``find`` objects to, by template."""
    found = {name: sorted(find(text)) for name, text in templates().items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def inline_code(text):
    bare = TEMPLATE_CODE.sub("", text)
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", bare) if "src=" not in tag and DATA not in tag]
    return {*scripts, *re.findall(r"<style\b|javascript:|hx-on", bare), *EVENT_HANDLER.findall(bare)}


def written_styles(text):
    styles = ";".join(STYLE.findall(TEMPLATE_CODE.sub("0", text)))
    return {part for part in styles.split(";") if part.strip() and not DECLARATION.match(part)}


def unknown_icons(text):
    return {name for names in ICON.findall(text) for name in names if name} - sprite_names()


def undeclared_bindings(text):
    return {
        f"<c-{name} :{variable}>"
        for name, attributes in COMPONENT.findall(text)
        if name not in ("vars", "slot")
        for variable in COLON.findall(attributes)
        if variable not in declared_by(name)
    }


@cache
def sprite_names():
    return sprite.names()


@cache
def declared_by(name):
    base = ROOT / "components" / name.replace(".", "/")
    path = base.with_name(f"{base.name}.html")
    text = (path if path.exists() else base / "index.html").read_text(encoding="utf-8")
    variables = re.search(r"<c-vars(.*?)/>", text, re.DOTALL)
    return set(re.findall(r"([a-z_]+)=", variables[1])) if variables else set()


def test_lines_are_short_enough_to_read():
    lines = {(path, line) for path in ROOT.rglob("*.html") for line in path.read_text(encoding="utf-8").splitlines()}
    assert [(str(path.relative_to(ROOT)), line) for path, line in lines if len(line) > LINE] == []


def test_no_script_style_or_handler_stands_inline():
    assert offences(inline_code) == {}


def test_style_attributes_carry_custom_properties_only():
    assert offences(written_styles) == {}


def test_icons_exist():
    assert offences(unknown_icons) == {}, "Add the name to agency/templatetags/glyphs.py and run manage.py icons"


def test_components_declare_what_is_bound_with_a_colon():
    """A value bound with a colon that the component does not declare would reach the page unescaped."""
    assert offences(undeclared_bindings) == {}


def test_no_third_party_host_is_asked():
    assert offences(lambda text: re.findall(r'(?:src|href)="(?:https?:)?//[^"]*', text)) == {}


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (inline_code, "<p onclick='x()'>"),
        (inline_code, "<script>x()</script>"),
        (inline_code, '<a hx-on:click="x()">'),
        (written_styles, '<p style="--v:{{ v }};color:red">'),
        (unknown_icons, '{% icon "unicorn" %}'),
        (unknown_icons, '<c-btn icon="unicorn">'),
        (undeclared_bindings, '<c-btn :title="evil">'),
    ],
)
def test_the_rules_find_what_they_look_for(find, text):
    assert find(text)


def test_no_save_is_given_up_for_the_next():
    """A browser that drops a request does not stop the server: the older save may end last and undo the newer."""
    given_up = re.compile(r'<[^>]*hx-(?:post|patch)[^>]*hx-sync="[^"]*:(?:replace|abort)"[^>]*>')
    assert offences(given_up.findall) == {}
