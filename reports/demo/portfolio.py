"""The projects of the demo agency: twelve main, two small, two planned."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Brief:
    """A project in one breath. ``kpi``: name, unit, baseline, target, and how far it has come (current).

    ``begun`` and ``ends`` are days from today. ``team``: manager, copywriter, moderator by login, empty for nobody.
    ``week``: weekdays (0 is Monday) and local hours of its slots. ``emotional``: per cent aimed at.
    """

    slug: str
    name: str
    about: str
    tile: str
    hue: int
    kind: str
    goal: str
    why: str
    audience: str
    kpi: tuple[str, str, float, float, float]
    team: tuple[str, str, str]
    tasks: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()
    week: tuple[tuple[int, str], ...] = ()
    emotional: int = 50
    language: str = "uk"
    begun: int = -180
    ends: int = 60
    size: str = "main"
    stage: str = "active"
    answer_minutes: int = 60
    hours: tuple[str, str] = ("09:00", "23:00")
    networks: tuple[str, ...] = ("playground",)
    followers: int = 12_000
    followers_source: bool = False


DAILY = tuple((day, "10:00") for day in range(7))
WORKDAYS = tuple((day, "09:00") for day in range(5))

MAIN = (
    Brief(
        "topotun", "Topotun", "Kids’ products", "dots", 350, "reputation",
        "Be the first place young mothers come to ask", "Mothers ask each other at three in the night, not us",
        "Young mothers with a child under two, Kyiv and the large cities",
        ("mums’ club members", "", 4200, 8000, 7290), ("daryna", "olena", "lesya"),
        (
            ("Answer every mother’s question", "within 30 minutes, target 90%",
             (("support", "Evening moderation to 23:00"), ("support", "Saved replies checked by a paediatrician"))),
            ("Give a reason to come back daily", "engagement 4%",
             (("content", "“One minute” tips"), ("interactive", "Evening question"), ("survey", "Weekly survey"))),
            ("Turn helped mothers into ambassadors", "50 ambassadors",
             (("promotion", "Tester parcels"), ("offline", "Sling walks, once a month"), ("content", "Guest experts"))),
        ),
        (*DAILY[:6], (6, "11:00"), (1, "20:30"), (3, "20:30")), 54, "ru", answer_minutes=30, followers=7290,
        followers_source=True,
    ),
    Brief(
        "yavir-bank", "Yavir Bank", "Support and reputation", "coin", 255, "support",
        "Be the bank that answers", "People queue in branches because nobody answers online",
        "Customers of the bank, 25 to 60, the whole country",
        ("first answers in 15 min", "%", 60, 90, 81), ("pavlo", "nadia", "artem"),
        (("Answer before they queue", "90% within 15 minutes", (("support", "Two shifts of moderators"),)),
         ("Explain fees in plain words", "one post a week", (("content", "“Fees without stars”"),))),
        DAILY, 35, "uk", answer_minutes=15, hours=("08:00", "23:00"), followers=48_200,
    ),
    Brief(
        "ovechka", "Ovechka", "Blankets: image and orders", "plaid", 25, "sales",
        "Orders that come from a feeling of home", "We started a page for the image and people began to order",
        "Women 28 to 50 who furnish a home", ("orders a season", "", 40, 180, 130), ("daryna", "sonya", "lesya"),
        (("Show the hands that weave", "two posts a week", (("content", "From thread to thread"),)),
         ("Let owners show theirs", "30 photographs a month", (("interactive", "Your blanket, your cat"),))),
        ((0, "18:00"), (2, "09:00"), (3, "09:00"), (4, "18:00"), (6, "11:00")), 68, "uk", followers=18_300,
    ),
    Brief(
        "brama", "Brama", "Beer: loyalty of the regulars", "hop", 75, "reputation",
        "A bar where everybody knows your name", "The regulars are our best advertising and nobody speaks to them",
        "Regulars of nine taprooms, 25 to 45", ("active regulars", "", 900, 3000, 2480), ("alina", "gleb", "katya"),
        (("Know the regulars", "3 000 of them", (("interactive", "Name the tap"), ("offline", "Tap takeover"))),),
        ((0, "17:00"), (1, "17:00"), (2, "17:00"), (3, "17:00"), (4, "16:00"), (5, "16:00")), 74, "uk",
        followers=9_450,
    ),
    Brief(
        "vektorbus", "Vektorbus", "Buses: PR as an employer", "lane", 220, "employer",
        "Welders who want to work with us", "Nobody buys a bus on a network, but we lost nineteen welders in a year",
        "Welders, electricians and painters, 22 to 45, within 80 km", ("job applications", "", 0, 40, 27),
        ("timur", "petro@vektorbus.example", "ruslan"),
        (("Show a day at the plant", "weekly", (("content", "A shift with Petro"), ("survey", "Why they left"))),),
        WORKDAYS, 40, "uk", followers=3_120,
    ),
    Brief(
        "romashka", "Romashka", "Pharmacy: trust", "plus", 150, "reputation",
        "The pharmacist who answers", "People read forums before they ask a pharmacist",
        "Families with small children and the elderly", ("pharmacist’s answers", "", 120, 600, 455),
        ("timur", "nadia", ""),
        (("Answer as a pharmacist", "within an hour", (("support", "A pharmacist on duty"),)),),
        DAILY[:6], 30, "uk", followers=15_800,
    ),
    Brief(
        "nitka-tees", "Nitka Tees", "T-shirts: sales from social", "tee", 120, "sales",
        "Orders from social networks", "Most of our buyers say they found us on a network",
        "People 18 to 35 who like prints", ("orders from social", "", 60, 420, 334), ("daryna", "gleb", "lesya"),
        (("Ask where they heard of us", "every order", (("survey", "Where did you hear about us"),)),
         ("Let them choose prints", "a vote a month", (("interactive", "Print vote"),))),
        ((0, "10:00"), (2, "12:00"), (4, "12:00")), 48, "ru", followers=7_900,
    ),
    Brief(
        "studio-kvadrat", "Studio Kvadrat", "Interior design: renovation orders", "grid", 280, "sales",
        "Briefs from people who saw our work", "They come impressed by what we did for others",
        "Owners of new flats, 30 to 50, Kyiv and Lviv", ("briefs received", "", 4, 30, 24), ("alina", "sonya", "katya"),
        (("Show the before", "one project a week", (("content", "Before and after"),)),),
        ((0, "12:00"), (3, "12:00"), (5, "12:00")), 45, "uk", followers=11_200,
    ),
    Brief(
        "svitlo-internet", "Svitlo Internet", "Provider: support in one channel", "wave", 200, "support",
        "Solved where it was asked", "Complaints travel from forum to forum until we find them",
        "Subscribers in four regions", ("solved in the channel", "%", 41, 80, 74), ("pavlo", "kyrylo", "artem"),
        (("Solve it in one channel", "80% solved there", (("support", "Engineers on duty in the thread"),)),),
        DAILY, 25, "uk", answer_minutes=30, hours=("08:00", "22:00"), followers=31_000,
    ),
    Brief(
        "polyn", "Polyn", "Skincare: launch of a cream", "leaf", 135, "launch",
        "Testers who tell the truth", "Nobody believes an advertisement for a cream any more",
        "Women 25 to 40 with sensitive skin", ("reviews by testers", "", 0, 250, 172), ("vira", "olena", "katya"),
        (("Give it to testers", "250 reviews", (("promotion", "Tester club"), ("monitoring", "What they praise"))),),
        DAILY[:6], 60, "uk", followers=22_700,
    ),
    Brief(
        "litera", "Litera", "Bookshops: events", "page", 15, "advertising",
        "Full rooms on Thursdays", "People buy elsewhere but they come here for an evening",
        "Readers 20 to 60 in five cities", ("event sign-ups", "", 80, 450, 362), ("alina", "sonya", "katya"),
        (("Tell about the evening before it", "450 sign-ups", (("offline", "Thursdays at Litera"),)),),
        ((0, "13:00"), (1, "13:00"), (2, "13:00"), (3, "10:00"), (5, "13:00")), 52, "uk", followers=26_400,
    ),
    Brief(
        "papuga-english", "Papuga English", "Language school: trial lessons", "talk", 170, "sales",
        "Trial lessons booked from a post", "Half of our students say a funny post brought them",
        "Students and young professionals, 17 to 35", ("trial lessons booked", "", 20, 120, 96),
        ("timur", "kyrylo", "ruslan"),
        (("A word a day that sticks", "daily", (("content", "Word of the day"), ("interactive", "Say it aloud"))),),
        DAILY, 55, "en", followers=13_300,
    ),
)  # fmt: skip

SMALL = (
    Brief(
        "zerno-coffee", "Zerno coffee", "A coffee roaster", "bean", 45, "sales", "Bags sold online",
        "Guests ask where to buy the beans", "Coffee drinkers of one city", ("bags a month", "", 20, 90, 61),
        ("vira", "gleb", "katya"), (), ((1, "09:00"), (4, "09:00")), 60, size="small", followers=2_100,
    ),
    Brief(
        "yoga-loft", "Yoga loft", "A yoga studio", "calm", 300, "sales", "Full morning classes",
        "Evenings are full, mornings are empty", "People who work from home", ("morning guests", "", 10, 60, 41),
        ("vira", "olena", "lesya"), (), ((0, "08:00"), (3, "08:00")), 65, size="small", followers=1_700,
    ),
)  # fmt: skip

PLANNED = (
    Brief(
        "vesna-tyres", "Vesna tyres", "Winter tyres", "lane", 90, "sales", "Fitting days booked from a post",
        "Everybody comes on the day of the first snow", "Drivers of two regions", ("bookings", "", 0, 300, 0),
        ("vira", "kyrylo", "ruslan"), begun=10, ends=130, stage="planned",
    ),
    Brief(
        "glass-museum", "Glass museum", "A museum of glass", "wave", 260, "advertising", "Families on Sundays",
        "People think a museum is for school groups", "Parents with children of 5 to 12", ("tickets", "", 0, 800, 0),
        ("timur", "", "katya"), begun=24, ends=200, stage="planned",
    ),
)  # fmt: skip

LEADS = (
    # company, contact, about, words, kind, why, audience, kpi (of what, from, to), days until due
    ("Pidiom lifts", "Mr Kozak", "210 people, lifts for houses and clinics, Khmelnytskyi",
     "We want to be in social networks. All our competitors are there already.", "", "", "", ("", None, None), None),
    ("Dobra Nota piano school", "Ms Vrublevska", "Nine teachers, two rooms, Ternopil",
     "We need 60 trial lessons by the end of winter. Parents ask each other in chats, we want to be in those chats.",
     "sales", "Parents choose by what other parents say, and we are not there when they say it",
     "Parents of children of 5 to 10, Ternopil", ("trial lessons", 0, 60), 100),
    ("Zhyto bakery", "Mr Pekar", "A bakery with six shops, Poltava", "We want reviews for our promo.", "sales", "",
     "People who pass by on the way to work, Poltava", ("", None, None), None),
)  # fmt: skip
