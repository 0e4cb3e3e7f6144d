"""The verbs that titles of goals and tactics begin with, and their -ing forms (British spelling)."""

_PLAIN = """
accelerate achieve acquire act activate adapt add address adjust adopt advance advertise advocate align
allocate amplify analyse analyze announce answer apply appoint approach approve arrange ask assemble
assess assign attend attract audit automate award balance become benchmark benefit book boost brainstorm
break brief bring broaden build calculate call capitalise capture celebrate centralise challenge champion
change check choose clarify clean close coach collaborate collect combine comment commission communicate
compare compete compile complete conduct connect consolidate construct consult contact continue contribute
convert convince coordinate count cover craft create cultivate curate customise deal decide decrease deepen
define delight deliver demonstrate deploy design determine develop differentiate direct discover discuss
display distribute diversify do document double draft draw drive earn ease edit educate elevate eliminate
email embrace empower enable encourage engage enhance enlarge enrich ensure enter entertain establish
estimate evaluate examine exceed execute expand experiment explain explore extend facilitate feature fill
film finalise finance find finish fix focus follow foster fund gain gather generate give go grow guarantee
guide halve handle have hear help highlight hire hold host humanise identify illustrate implement improve
include increase influence inform initiate innovate inspire install integrate interview introduce invest
investigate invite involve iterate join keep know launch learn leverage license link list listen localise
look maintain make manage maximise measure meet mentor merge message migrate minimise mobilise moderate
modernise monitor motivate move multiply negotiate nurture observe obtain onboard open operate optimise
optimize orchestrate order organise organize outline outperform overhaul own paint pay perform personalise
persuade photograph pick pilot pitch play position post power prepare present preserve prevent prioritise
prioritize process produce promote propose protect prototype prove provide publicise publish pursue push
qualify raise rank reach react read rebrand recommend reconnect record recruit redefine redesign reduce
refine refresh register reinforce release remind remove renew reorganise repeat replace reply report
reposition repost repurpose research reshare resolve respond restructure retain retarget rethink return
reuse revamp review revise revitalise reward rewrite roll safeguard sample save say scale schedule score
see seed select sell send serve shape share shift shoot shorten show showcase simplify sketch solve sort
source spark speak spend sponsor stabilise stage stand standardise start stay steer stimulate store stream
streamline strengthen structure study succeed summarise supply support surprise survey sustain switch take
talk target teach tell test thank think track trade train transform translate treat triple try turn
uncover understand unify unite update upgrade uphold upload use validate visit visualise volunteer welcome
widen work write
"""
_DOUBLING = """
begin bid blog cancel channel chat commit cut debug dig drop embed equip fit format get hit label let log
map model outbid pin plan plug program put quit refer rerun reset run scan set ship shop skip split spot
stop submit swap tag tap transfer travel trim unplug upset vlog win wrap
"""
# Verbs that are at least as often a noun at the start of a title ("Lead generation", "Market share").
_MOSTLY_NOUNS = """
budget campaign demand forecast lead market name network partner profile question rate search trend value
view
"""
# Words that are nouns in the position of a second verb ("traffic and sales", "awareness and reach").
_NOUNS_TOO = """
act advance approach award benchmark benefit book boost break brief call challenge champion change chat
check comment contact cover deal demonstrate design display document draft drop email experiment feature
film finance focus fund gain guide help host influence interview launch link list log look map measure
message model order outline pilot pitch plan play post power process prototype push reach record release
reply report repost research return review reward sample scale schedule score share shift show sketch sort
source spark sponsor stage start store structure study supply support survey switch tag talk target test
track trade train transfer travel treat try turn update upgrade visit volunteer welcome work
"""
_NOMINAL = "marketing branding training pricing meeting networking advertising publishing"
_IRREGULAR = {
    "a/b test": "A/B testing",
    "be": "being",
    "direct message": "direct messaging",
    "live stream": "live streaming",
}


def _participle(verb: str, doubling: frozenset[str]) -> str:
    if verb in doubling:
        return f"{verb}{verb[-1]}ing"
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"


_DOUBLED = frozenset(_DOUBLING.split())
MOSTLY_NOUNS = frozenset(_MOSTLY_NOUNS.split())
NOUNS_TOO = frozenset(_NOUNS_TOO.split()) | MOSTLY_NOUNS
PARTICIPLES = _IRREGULAR | {
    verb: _participle(verb, _DOUBLED) for verb in sorted({*_PLAIN.split(), *_DOUBLED, *MOSTLY_NOUNS})
}
GERUNDS = frozenset(PARTICIPLES.values()) - frozenset(_NOMINAL.split())


def participle(verb: str) -> str | None:
    """The -ing form of `verb`, if it is known; "re-engage" and "cross-post" follow the verb after the hyphen.

    `verb` is in lower case: one word, or one of the known pairs ("direct message").
    """
    if known := PARTICIPLES.get(verb):
        return known
    prefix, hyphen, rest = verb.rpartition("-")
    return f"{prefix}-{PARTICIPLES[rest]}" if hyphen and rest in PARTICIPLES else None
