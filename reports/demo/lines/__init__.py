"""What the demo's brands say: per project, emotional and informational posts as (title, text)."""

from reports.demo.lines.home import HOME
from reports.demo.lines.services import SERVICES
from reports.demo.lines.town import TOWN

LINES: dict[str, dict[str, list[tuple[str, str]]]] = HOME | SERVICES | TOWN
