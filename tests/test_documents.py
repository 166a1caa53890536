import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = r"""(?:env(?:\.\w+)?\(\s*|environ(?:\.get\(|\[))["']([A-Z_]+)["']"""
OURS = {"TEST_DATABASE", "RAPPORT_ENGINES", "MAKELEVEL", "DJANGO_SETTINGS_MODULE"}  # nothing a server is told


@pytest.mark.parametrize("path", ["agency/settings.py", "agency/gunicorn.py", "agency/embedded.py"])
def test_every_setting_of_the_environment_is_in_the_table_for_servers(path):
    table = (ROOT / "docs" / "deploy.md").read_text()
    asked = set(re.findall(NAMES, (ROOT / path).read_text())) - OURS - {"RAPPORT_DEMO", "DEBUG"}
    assert {name for name in asked if f"`{name}`" not in table} == set()
