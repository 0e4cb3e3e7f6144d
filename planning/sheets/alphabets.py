# ruff: noqa: RUF001 - ambiguous letters are the subject here
"""How likely a text is, by its non-ASCII letters, with a frequency table for each language.

A table lists each letter's frequency among a thousand of the language's non-ASCII letters. The numbers are
rounded; only their order of magnitude matters.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

_TABLES = (
    "’600 “80 ”80 –80 —50 …40 •20 é20 €20 £10 ‘10",  # English
    "é600 è120 à110 ê50 ç40 ù12 î12 â12 ô15 û8 ï5 ë4 œ10 ü1",  # French
    "ü380 ä320 ö180 ß110 é5",  # German
    "ó260 í240 á190 é160 ñ90 ú60 ü5",  # Spanish
    "ã190 ç170 é130 á120 í90 ó90 ê80 õ70 ú30 â20 à20 ô10",  # Portuguese
    "à340 è270 ò130 ù120 é110 ì30",  # Italian
    "é450 ë320 ï120 ö50 ü50",  # Dutch
    "ä420 å310 ö270 é5",  # Swedish
    "å380 ø370 æ240 é10",  # Danish and Norwegian
    "ä870 ö120 å5",  # Finnish
    "ä400 õ260 ü240 ö90 š5 ž5",  # Estonian
    "ā350 ī170 ē160 š90 ņ50 ļ50 ū45 ž35 ķ25 č12 ģ12",  # Latvian
    "ė230 š170 ž130 ų170 į80 ū80 č60 ą70 ę30",  # Lithuanian
    "ł250 ą150 ę170 ó120 ż120 ś110 ć60 ń30 ź10",  # Polish
    "í210 á160 ě110 é90 ř80 š70 č70 ž70 ý70 ů45 ú12 ó2 ď2 ť4 ň1",  # Czech
    "á180 í110 é90 č120 š100 ž100 ý100 ú90 ľ50 ť50 ň20 ô20 ó8 ď15 ä15 ĺ1 ŕ1",  # Slovak
    "á330 é320 ö100 ó90 ő80 í55 ü55 ú25 ű18",  # Hungarian
    "ă390 â100 î170 ş150 ţ140 ș150 ț140",  # Romanian
    "č300 š300 ž220 ć120 đ60",  # Croatian and Slovene
    "ı300 ü120 ş110 ğ70 ç70 ö60 İ50",  # Turkish
    "á150 ð190 í140 ö90 ó90 é60 þ90 æ70 ú60 ý30",  # Icelandic
    # Russian
    "о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 "
    "ж9 ш7 ю6 ц5 щ4 э3 ф3 ъ1 ё1",
    # Ukrainian
    "о94 а83 н68 и61 і57 в53 р47 т46 е46 с40 к38 л36 у34 д34 м29 п27 з23 я21 ь18 б17 г16 ч14 х12 й12 "
    "ж9 ш8 ю7 ї6 ц6 є6 щ5 ф3 ґ1",
    # Greek
    "α90 ο90 ι80 ε75 τ75 ν65 σ50 η45 υ42 ρ42 π40 κ38 μ33 λ26 ς40 ί30 ό25 ά25 έ20 ή18 δ17 γ16 ω18 χ12 "
    "θ12 φ9 ύ10 ώ8 β8 ξ5 ζ4 ψ2",
    # Hebrew
    "י110 ו105 ה95 ל75 א65 ר60 ת55 ב55 ש50 מ50 נ35 ם30 ד28 ע30 ק22 ח24 פ18 כ20 ן14 ג13 ט12 ס15 ז11 צ10",
    # Arabic
    "ا140 ل115 ي70 م60 و60 ن55 ر50 ت45 ب40 ة40 ع37 د33 س28 ف28 ه27 ك22 ق21 أ20 ح19 ج14 ش11 ص10 ى10 خ9 "
    "إ9 ط8 ض6 ز6 ث5 ذ4 ئ3 ء3 غ4 ظ2 آ2",
)
# The commonest Chinese characters, about half of any text; a text read in the wrong code page has few.
_CHINESE = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去"
    "法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关"
    "点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通"
    "教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期"
    "市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边"
    "死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运红网媒视频粉丝客户营销推广布每周百写办联系拍摄始牌率"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經"
    "麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三又"
    "關點正業外將兩高間由問很最重並物手應向頭文體政美相見利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教"
    "網紅媒視頻聯繫客戶每週百寫布品牌率"
)
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)))
_HANGUL = "".join(map(chr, range(0xAC00, 0xD7A4)))
_KANJI = (
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞"
    "食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正"
    "安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験"
    "英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢投稿"
    "認企顧客連絡影響動画担当目標期限戦略施策実撮記載"
)
_PUNCTUATION = (
    "“”„‘’«»‹›–—…€£§°©®™•·№\u00a0¿¡²½×\u2009\u202f、。「」『』（）・，：；！？《》【】〜～　％＆／＋－"
)
_UNLISTED = 3e-4
_UNLISTED_WIDE = 3e-5
"""Of a script with thousands of characters, in which each is rare."""
_ODD = 1e-4
"""A character that these languages don't use, such as "¹" or a control character."""
_MARK = 2e-2
_CLASH = 1e-2
"""A capital within a word, a sign between letters, or two scripts in one word."""
_SCRIPTS = "\u0370\u0400\u0530\u1100"


def _shares(table: str) -> dict[str, float]:
    listed = {entry[0]: int(entry[1:]) / 1000 for entry in table.split()}
    capitals = {letter.upper(): share / 4 for letter, share in listed.items() if len(letter.upper()) == 1}
    return {**capitals, **listed}


def _wide(common: str, share: float) -> dict[str, float]:
    return dict.fromkeys(common, share / len(common))


_NARROW = tuple(_shares(table) for table in _TABLES)
_WIDE = (
    _wide(_CHINESE, 0.6),
    _wide(_TRADITIONAL, 0.5),
    {**_wide(_KANA, 0.6), **_wide(_KANJI, 0.3)},
    _wide(_HANGUL, 5.0),  # four of five are hardly ever written
)


def likelihood(text: str) -> float:
    """The decimal logarithm of the likelihood of the non-ASCII characters, in the language that fits best."""
    found = Counter(one for one in text if not one.isascii())
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    clashes = sum(_clash(*three) for three in around if not three[1].isascii()) * math.log10(_CLASH)
    narrow = max(_fit(found, shares, _UNLISTED) for shares in _NARROW)
    wide = max(_fit(found, shares, _UNLISTED_WIDE) for shares in _WIDE)
    return max(narrow, wide) + clashes


def _fit(found: Mapping[str, int], shares: Mapping[str, float], unlisted: float) -> float:
    likely = ((shares.get(one) or _other(one, unlisted), count) for one, count in found.items())
    return sum(count * math.log10(share) for share, count in likely)


def _other(one: str, unlisted: float) -> float:
    if one in _PUNCTUATION:
        return _MARK
    if not one.isalpha():
        return _ODD
    return unlisted if one < "\u0370" else _UNLISTED_WIDE  # of another script, or of a rare language


def _clash(before: str, one: str, after: str) -> bool:
    """Whether a non-ASCII character is in a very unlikely position."""
    beside = [letter for letter in (before, after) if letter.isalpha()]
    if not one.isalpha():
        return len(beside) == 2 and one not in "’·"
    if one.isupper() and before.isalpha() and (before.islower() or after.islower()):
        return True
    return any(_script(letter) != _script(one) and not _is_kana(max(one, letter)) for letter in beside)


def _script(letter: str) -> int:
    """A number for Latin, Greek, Cyrillic, the scripts of the Near East, and those of the Far East."""
    return bisect_right(_SCRIPTS, letter) if not "\u1e00" <= letter < "\u1f00" else 0


def _is_kana(letter: str) -> bool:
    """Whether letters of other scripts can be next to it in one word."""
    return "\u3040" <= letter < "\u3100"
