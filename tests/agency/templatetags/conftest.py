import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler


@pytest.fixture
def render():
    """Renders a snippet in which components may stand."""

    def render(source, **context):
        return engines["django"].from_string(CottonCompiler().process(source)).render(context)

    return render
