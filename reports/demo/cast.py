"""The people of the demo agency and of its clients. Everybody is made up."""

from dataclasses import dataclass

AGENCY = "lastivka.example"


@dataclass(frozen=True)
class Person:
    """``wants`` and ``rather_not`` name projects by slug."""

    login: str
    name: str
    job: str
    about: str = ""
    traits: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("uk", "ru")
    capacity: int = 4
    wants: tuple[str, ...] = ()
    rather_not: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.login}@{AGENCY}"


HEAD = Person("marta", "Marta Hnatiuk", "SMM head", "Reads philology for pleasure, reports for a living.")

STAFF = (
    Person("daryna", "Daryna Koval", "Manager", "Ran two family brands before.",
           ("mother of two",), ("kids", "home"), wants=("topotun",)),
    Person("pavlo", "Pavlo Sydorenko", "Manager", "Eight years of bank brands.", (), ("banks", "telecom"), capacity=2),
    Person("alina", "Alina Reznik", "Manager", "Renovating right now.",
           ("renovating a flat",), ("beer", "books", "interiors")),
    Person("timur", "Timur Akhmetov", "Manager", "Speaks four languages, father drives a bus.",
           ("bus driver’s son",), ("transport", "health", "education"), ("uk", "ru", "en")),
    Person("vira", "Vira Tkach", "Manager", "Launched four creams.", (), ("beauty", "coffee", "sport")),
    Person("olena", "Olena Savchuk", "Copywriter", "Became a mother in May.",
           ("young mother",), ("kids", "beauty"), capacity=3, wants=("topotun", "polyn")),
    Person("gleb", "Gleb Orlov", "Copywriter", "Home brewer, draws prints himself.",
           ("home brewer",), ("beer", "fashion"), ("uk", "ru", "en"), wants=("brama", "nitka-tees")),
    Person("sonya", "Sonya Maksymenko", "Copywriter", "Architect by training, reviews poetry.",
           (), ("interiors", "books", "home"), wants=("studio-kvadrat", "litera")),
    Person("kyrylo", "Kyrylo Bezuhlyi", "Copywriter", "Taught English for three years.",
           (), ("education", "telecom"), ("uk", "ru", "en")),
    Person("nadia", "Nadia Frolova", "Copywriter", "A pharmacist’s daughter who writes plainly about fees.",
           ("grew up in a pharmacy",), ("health", "banks"), wants=("romashka",)),
    Person("lesya", "Lesya Moroz", "Moderator", "Four years a nursery teacher. Evenings.",
           ("nursery teacher",), ("kids", "home"), wants=("ovechka",)),
    Person("artem", "Artem Bilyi", "Moderator", "Calm in a storm, night owl.", (), ("banks", "telecom"), capacity=2,
           rather_not=("yavir-bank", "svitlo-internet")),
    Person("katya", "Katya Duda", "Moderator", "Worked behind a bar, ran a reading room.",
           ("reads a book a week",), ("beer", "books"), capacity=6, wants=("litera",), rather_not=("romashka",)),
    Person("ruslan", "Ruslan Hai", "Moderator", "His mother runs a village pharmacy.",
           ("grew up in a pharmacy", "student"), ("health", "transport", "education"), wants=("romashka",)),
)  # fmt: skip

OUTSIDE = (
    # login, name, client slug, role
    ("hanna@ovechka.example", "Hanna Ivaniuk", "ovechka", "approver"),
    ("roman@ovechka.example", "Roman Melnyk", "ovechka", "expert"),
    ("lysenko@vektorbus.example", "Ihor Lysenko", "vektorbus", "approver"),
    ("petro@vektorbus.example", "Petro Hrytsenko", "vektorbus", "author"),
    ("iryna@topotun.example", "Iryna Bondar", "topotun", "approver"),
    ("nika@nitka.example", "Nika Larchenko", "nitka-tees", "approver"),
    ("oksana@yavir.example", "Oksana Yavorska", "yavir-bank", "approver"),
)
