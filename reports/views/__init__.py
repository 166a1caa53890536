from reports.views.evening import evening
from reports.views.home import home
from reports.views.picture import picture
from reports.views.reports import project_report, reports

__all__ = ["evening", "home", "picture", "project_report", "reports"]
