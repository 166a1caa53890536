"""A name in the address bar: Cyrillic letters become Latin ones."""

from django.utils.text import slugify

from projects.models import Project

_CYRILLIC = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя’'"
_SOUNDS = "a,b,v,g,g,d,e,ie,e,zh,z,y,i,i,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,iu,ia,,"
_LATIN = dict(zip(_CYRILLIC, _SOUNDS.split(","), strict=True))


def latin(text: str) -> str:
    return "".join(_LATIN.get(letter, letter) for letter in text.lower())


def free_slug(name: str) -> str:
    """A slug for a project called ``name`` that no project has: ``pidiom-lifts``, ``pidiom-lifts-2``."""
    base = slugify(latin(name))[:50].strip("-") or "project"
    taken = {"new", *Project.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    number = next(n for n in range(1, len(taken) + 2) if _numbered(base, n) not in taken)
    return _numbered(base, number)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"
