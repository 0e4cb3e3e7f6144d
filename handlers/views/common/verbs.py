"""The verbs that titles of goals and tactics begin with, and their -ing forms (British spelling)."""

import re

_PLAIN = """
abandon absorb accelerate accept accommodate accompany accumulate achieve acknowledge acquire act activate
adapt add address adjust admire admit adopt advance advertise advise advocate afford aggregate agree aim
airdrop alert align allocate allow alter amend amplify analyse analyze animate annotate announce answer
anticipate apologise apologize appeal append apply appoint appreciate approach approve archive argue arise
arrange articulate ask assemble assert assess assign assist assume assure attach attain attempt attend
attract attribute audit authenticate authorise automate autoplay avoid await award back backlink bake
balance ban bank batch beat become befriend beg begin believe benchmark benefit bet bid blend block blog
bloom book bookmark boost borrow bounce bow brainstorm break brew bridge brief bring broadcast broaden
browse brush build bundle burn burst buy bypass calculate call cancel canvass capitalise capitalize
caption capture care carry cast catalogue catch categorise categorize cater caution cease celebrate
centralise chain challenge champion change channel charge chart chase chat check cheer chip choose
choreograph circulate cite claim clap clarify classify clean cleanse clear click climb clip clone close
coach code coin collaborate collate collect colour combine come commemorate commence comment commission
commit communicate compare compensate compete compile complain complement complete comply compose compress
compromise concentrate condense conduct confirm congratulate connect consider console consolidate
construct consult consume contact contain contest contextualise continue contract contrast contribute
control converse convert convey convince cook coordinate copy copywrite correct correspond count counter
cover crack craft crawl create credit critique crop cross crosspost crowdfund crowdsource crush cuddle cue
cultivate curate cure customise customize cut dance dare date dazzle deal debate debrief debug debunk
debut decide decline decorate decrease dedicate deepen defend defer define delay delegate delete delight
deliver demo democratise demonstrate demystify deny depict deploy deposit derive describe deserve design
detail detect deter determine develop devise devote diagnose dial die differ differentiate dig digest
digitise dine direct disable discard disclose discontinue discourage discover discuss dismiss dispatch
display dispute distil distinguish distribute dive diversify divert divide dm do document donate double
download draft draw dress drill drive drop dub duplicate dye earmark earn ease eat echo edge edit educate
elaborate elect elevate elicit eliminate email embark embed embrace emerge emphasise emphasize employ
empower enable enact encounter encourage end endorse endure energise energize enforce engage engineer
enhance enjoy enlarge enlighten enlist enrich enrol ensure enter entertain entice entrust envision equip
erase escalate escape escort establish estimate evaluate evangelise evolve examine exceed exchange excite
exclude execute exempt exercise exhibit expand expect expedite experience experiment explain explore
export expose express extend extract eye facilitate fade fail favour feature feed feel fetch fight figure
file fill film filter finalise finalize finance find finetune finish fire fish fit fix flag flash flatten
flesh flip float flood flow fly focus fold follow forbid force foresee forge forget forgive format
formulate forward foster frame free freshen fulfil function fund fundraise funnel gain gamify gather gauge
generate geotag get gift give glue go grab grade greet grill groom group grow guarantee guard guess guide
hack halve hand handle handpick hang happen harness harvest hashtag haul have head heal hear heat help
hide highlight hijack hint hire hit hold hone honour hook hop hope host humanise hunt hurry hype identify
ignite ignore illustrate imagine imitate immerse impact implement import impress improve incentivise
incentivize include incorporate increase incubate index induce influence inform initiate innovate insert
insist inspect inspire install instruct insure integrate intensify interact interlink internalise
interpret intervene interview introduce inventory invest investigate invite involve issue itemise iterate
jazz jog join joke journal judge juggle jump justify keep kick kill knit knock know label land last laugh
launch lay lean leap learn lend lessen let leverage liaise license lie lift lighten like limit line link
list listen live livestream livetweet load loan lobby localise localize locate lock log look loop lose
love lower mail maintain make manage map mark match maximise maximize measure mediate meet memorise
mention mentor merge message migrate mimic mind mine minimise minimize mirror mix mobilise mobilize mock
model moderate modernise modernize modify monetise monetize monitor motivate mould mount move multiply
mute narrate narrow navigate need neglect negotiate nominate normalise note notice notify nudge number
nurture object observe obsess obtain occupy offer omit onboard open operate opt optimise optimize
orchestrate order organise organize orient outbid outline outperform outrank outreach outsmart outsource
overcome overhaul overlap oversee own pace pack package pad page paint pair pamper panic park partake
participate pass paste patch pause pave pay peek peel perfect perform permit persist personalise
personalize persuade phase phone photograph photoshop phrase pick picture piggyback pilot pin pinpoint
pioneer pitch place plan play plead please pledge plot plug podcast point polish poll pool pop populate
portray position post pour power practise praise precede predict prefer prep prepare prescribe present
preserve prevent preview price prime print prioritise prioritize probe proceed process proclaim produce
profit program project prolong promo promote prompt proofread propel propose protect prototype prove
provide provoke prune publicise publicize publish pull pump punch purchase pursue push put puzzle qa
qualify quantify query queue quit quiz quote race radiate raise rally ramp rank rap ratify rationalise
reach react read realign realise realize reap reason reassure rebrand rebuild recall recap recategorise
receive reclaim recognise recognize recommend reconcile reconnect reconsider record recover recreate
recruit recycle redeem redefine redesign redirect redo reduce refer refine reflect reformat refrain
refresh refund refurbish refuse regain regenerate register regret regulate rehearse reimagine reinforce
reinvent reject relate relaunch relax relay release relieve rely remain remake remedy remember remind
remix remove render renew rent reopen reorganise repair repay repeat rephrase repin replace replicate
reply report reposition repost represent reproduce repurpose request require reroute rerun rescue research
resell reserve reset reshape reshare reshoot resist resize resolve resonate respond rest restart restate
restock restore restrict restructure resume resurrect retain retarget retell retest rethink retire retouch
retrain retrieve return retweet reunite reuse revamp reveal reverse review revise revisit revitalise
revitalize revive reward rewire reword rewrite ride ring rise risk roll rotate round route rub ruin rule
run rush safeguard salvage sample satisfy save say scale scan scare scatter schedule score scout scrap
scrape screen screenshot script scroll scrub seal search season secure see seed seek select sell send
sense separate serialise serve set settle sew shadow shake shape share sharpen shelve shift shine ship
shock shoot shop shorten shortlist shout show showcase shrink shuffle shut sign signal signpost simplify
sing sit sketch skim skip slash slice slim slot slow smash smile smooth snap sneak soften solicit solidify
solve soothe sort source spark speak specialise specialize specify speculate speed spell spend spice spin
split sponsor spot spotlight spread sprinkle squeeze stabilise stack staff stage stamp stand standardise
standardize star stare start state stay steal steer step stick stimulate stir stitch stop store storyboard
straighten stream streamline strengthen stress stretch strike strip strive structure study style submit
subscribe substitute subtitle succeed suggest suit sum summarise summarize summon superimpose supervise
supply support surf surface surpass surprise surround survey suspend sustain swap sweep swim swing switch
sync synchronise synchronize synthesise systematise tackle tag tailor take talk tally tame tap target task
taste teach tease telephone tell tempt tend tender test text thank theme thin think thrive throw tick tidy
tie tighten time title toast toggle tone top total touch tour trace track trade train transcribe transfer
transform translate transmit transport trap travel trawl treat trial trick trigger trim triple
troubleshoot trust try turn tweak tweet twist type unblock unbox uncap uncover undergo underline
understand undertake undo unearth unfold unfollow unify uninstall unite unleash unlock unmute unpack
unplug unpublish unravel unsubscribe untangle unveil upcycle update upgrade uphold upload upsell upset
urge use utilise utilize validate vary venture verify vet video videotape vie visit visualise vlog voice
volunteer vote vow wait wake walk want warm warn wash watch water watermark weave weed weigh welcome whip
whiteboard whitelist whitewash whittle widen win wish withdraw withhold witness wonder woo work wow
wrangle wrap wrestle write yield zoom
"""
# Verbs of several syllables that double their last letter; those of one syllable follow a rule.
_DOUBLING = """
abet admit allot begin cancel channel commit compel concur confer control counsel counter-program debug
defer deter dial dispel distil embed emit enrol equal equip excel expel forget format fuel fulfil geotag
handicap hashtag incur infer initial input instil kidnap label level marvel model occur offset omit outbid
output outwit overlap panel patrol pedal pencil permit photoshop prefer program propel quarrel rebel rebut
recap recur refer regret repel reset retag rival screenshot shovel signal snapchat snorkel submit swivel
total transfer transmit travel trial tunnel typeset underpin unplug unravel upset workshop worship zigzag
"""
# Verbs that are at least as often a noun at the start of a title ("Lead generation", "Market share").
_MOSTLY_NOUNS = """
back bank batch block budget campaign chain code coin colour content contest contract credit date demand
demo detail dress engineer experience eye favour figure file fire fish flag forecast frame free function
gift group guard hand head heat hook hype impact index industry inventory issue joke journal judge land
last lead like limit line live load loan love mail market mass match mind mine mirror name need net
network number object open pace pack pad page pair park part partner phase phone picture pioneer place
platform point police poll pool price print profile profit project promo purchase question queue race rate
ride ring rise risk round route rule script season search seat sense shadow shock signal slow smooth staff
star state stock stress style sum surface task team telephone text theme time title tone total tour trend
trial trouble type up value video view voice warm water welcome wish wonder yield
"""
# Words that are nouns as well: at the start of a name ("Launch party"), or where a second verb may be.
_NOUNS_TOO = """
act advance alert answer appeal approach audit award balance benchmark benefit bid blog bloom book
bookmark boost bounce break bridge brief broadcast brush bundle burst call caption capture care cast catch
challenge champion change channel charge chart chase chat cheer check chip claim click climb clip clone
comment compromise contact contrast control copy correct cost count cover craft crack credit critique crop
cross cue cure dance deal debate debut decline delay demonstrate design dial digest display dispute dive
document double download draft drill drop dye echo email embed end escape estimate exchange exercise
exhibit experiment export express extract fail feature feed fight fill film filter finance finish fix
flash flip float flood flow focus fold format fund gain glue grade guess guide hack harvest haul help
highlight hint honour host hunt import increase influence interview jump kick label launch lift link list
lock log look loop map mark measure meet message mix model modify mould mount move notice nudge offer
onboard open order outline outreach overhaul overlap own package paint panic pass paste patch pause permit
pilot pin pitch plan play pledge plot podcast polish pop portrait post pour power practice present preview
process produce prompt prototype publish pull pump punch push puzzle quiz quote raffle rally ramp reach
recap record recruit refresh refund regret release relaunch relay remake remedy remix rent repair repeat
reply report repost request rescue research reset rest retweet return reveal reverse review revise reward
roll run rush sample say scale scan scare schedule score scout scrap screen screenshot scroll seal seed
select set shake shape share shift ship shoot shop shortlist show shuffle sign sketch skip slice slide
slot smash smile snap solve sort sound source spark speed spin split sponsor spot spotlight spread
sprinkle squeeze stack stage stamp stand start stay steal step stick stir stitch stop store storyboard
stream stretch strike strip structure study subtitle suit supply support surf surprise survey swap sweep
swing switch talk tally tap target taste teaser test tick tie toast top touch trace track trade train
transfer transport trap travel treat trick trigger trim trust try turn tweak tweet twist update upgrade
upload upset use venture visit vlog volunteer vote vow wait walk wash watch weed whip win work wrap zoom
"""
# What a name of two nouns ends with: "Launch party", "Review process for May".
_NAMED_THINGS = """
agenda agency analysis analytics announcement asset audit backlog bank board book booth brief brochure
budget calendar campaign card catalogue challenge channel checklist club concept contest copy cost course
crew dashboard database day deadline deck development dinner document drive event fair festival film flow
form format framework funnel game generation growth guide guideline gallery group idea influencer index
issue kit landing launch leader library line list log machine management map market matrix meeting method
metric mode month newsletter night number overview pack page panel party partner period photo phase
pipeline plan planning platform playlist point policy portal poster price prize process product production
programme program project proposal report research result review roadmap room round roundup sale schedule
series service session sheet shop show slot spot stage stand statistics stats story strategy studio style
summary summit survey system table talk team template term test ticket timeline title tool topic tour
tracker trend trial trip version video voice voucher wall week workflow workshop year
"""
# Words that are no verb though "the" or "our" may follow: "Behind the scenes", "Everything our fans say".
_NEVER_VERBS = """
about above across after against all along also although amid among and another any anything are around as
at because been before behind below beneath beside besides between beyond both but by can could despite
does during each either enough even every everyone everything except few for from half has have here how
if in inside into is it just least less like many maybe more most much near neither never next no none nor
not nothing now of off on once only onto or other our outside over past per perhaps plus quite round same
several should since so some such than that the their then there these they this those though through
throughout till to too toward towards twice under underneath unlike until up upon us via was we were what
whatever when whenever where whether which while who whose why will with within without would yes yet you
your january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday
"""
_NOMINAL = """
advertising blogging branding casting crowdfunding fundraising lighting marketing meeting networking
packaging podcasting pricing publishing screening streaming styling timing training vlogging
"""
_IRREGULAR = {
    "a/b test": "A/B testing",
    "a/b-test": "A/B-testing",
    "ab test": "AB testing",
    "be": "being",
    "cc": "CCing",
    "cue": "cueing",
    "dm": "DMing",
    "gas": "gassing",
    "qa": "QAing",
    "rsvp": "RSVPing",
    "spec": "speccing",
}
_PAIRS = """
beta test|bulk edit|cold call|cold email|copy edit|cross post|cross promote|crowd fund|crowd source
direct message|double check|dry run|fact check|fast track|field test|ghost write|guest blog|guest post
live blog|live stream|live tweet|mass email|mass message|mystery shop|proof read|road test|role play
screen record|soft launch|split test|spot check|stress test|test drive|user test|video call|voice record
"""
_PREFIXES = (
    "re",
    "un",
    "pre",
    "over",
    "out",
    "under",
    "up",
    "de",
    "mis",
    "co",
    "cross",
    "live",
    "photo",
    "dis",
)
_VOWELS = re.compile("[aeiouy]+")
_CLOSED = re.compile(r"(?:[^aeiou]|^)[aeiou][^aeiouwxy]")
_NOUN_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ship",
    "ism",
    "ology",
    "s",
    "ly",
    "ing",
    "ed",
)


def _participle(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye", "inge")):
        return f"{verb[:-1]}ing"
    if verb.endswith("ic"):
        return f"{verb}king"
    return f"{verb}{verb[-1]}ing" if _doubles(verb) else f"{verb}ing"


def _doubles(verb: str) -> bool:
    """Whether the last letter is doubled: in verbs of one syllable that end so, and in those we know."""
    if verb in _DOUBLED:
        return True
    base = _without_prefix(verb)
    sounds = base.replace("qu", "q")
    return len(_VOWELS.findall(sounds)) == 1 and bool(_CLOSED.fullmatch(sounds[-3:]))


def _without_prefix(verb: str) -> str:
    bases = (verb.removeprefix(prefix) for prefix in _PREFIXES if verb.startswith(prefix))
    return next((base for base in bases if base in _VERBS), verb)


_DOUBLED = frozenset(_DOUBLING.split())
_VERBS = frozenset(_PLAIN.split()) | _DOUBLED
MOSTLY_NOUNS = frozenset(_MOSTLY_NOUNS.split())
NOUNS_TOO = frozenset(_NOUNS_TOO.split()) | MOSTLY_NOUNS
NAMED_THINGS = frozenset(_NAMED_THINGS.split())
PARTICIPLES = (
    {verb: _participle(verb) for verb in sorted(_VERBS | MOSTLY_NOUNS)}
    | {
        pair: f"{pair.split()[0]} {_participle(pair.split()[1])}"
        for pair in _PAIRS.replace("\n", "|").strip("|").split("|")
    }
    | _IRREGULAR
)
GERUNDS = frozenset(PARTICIPLES.values()) - frozenset(_NOMINAL.split())
_NOT_A_VERB = frozenset(_NEVER_VERBS.split()) | NAMED_THINGS


def participle(verb: str) -> str | None:
    """The -ing form of `verb`, if it is known; "re-engage" and "cross-post" follow the verb after the hyphen.

    `verb` is in lower case: one word, or one of the known pairs ("direct message").
    """
    if known := PARTICIPLES.get(verb):
        return known
    prefix, hyphen, rest = verb.rpartition("-")
    if hyphen and prefix and rest in PARTICIPLES:
        return f"{prefix}-{PARTICIPLES[rest]}"
    return _participle(verb) if _without_prefix(verb) != verb else None


def participle_of_unknown(word: str) -> str | None:
    """The -ing form of a word in a place where only a verb can be: "zhuzh" in "Zhuzh the bios".

    None for what is no English verb: "behind", "feedback", anything that is not of plain letters.
    """
    lower = word.lower()
    is_word = lower.isascii() and lower.isalpha() and len(lower) > 2 and _VOWELS.search(lower)
    if not is_word or lower in _NOT_A_VERB or lower.endswith(_NOUN_ENDINGS):
        return None
    return _participle(lower)
