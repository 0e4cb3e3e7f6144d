"""The text of refusals about time zones, countries, regions and working hours, as in `refusals`."""

from planning.errors import Code

SETTINGS: dict[Code, tuple[str, ...]] = {
    Code.ZONE_UNKNOWN: (
        "I don't know the time zone “{words}”. Write it like Europe/Riga or America/New_York.",
        "Say which time zone: write it like Europe/Riga or America/New_York.",
    ),
    Code.COUNTRY_UNKNOWN: (
        "I don't know the country “{words}”. Write its two letters, such as LV or US.",
        "Write the country's two letters, such as LV or US.",
    ),
    Code.REGION_UNKNOWN: (
        "I don't know the region “{words}” of {country}. Write it like {example} or {name}.",
        "I don't know that region. Write its code or name, such as BY or Bayern in DE.",
    ),
    Code.NO_REGIONS: (
        "I know no regional holidays in {country}. Leave this empty, or change the country.",
        "Choose a country first, such as DE, then its region.",
    ),
    Code.HOURS_REVERSED: ("Your working day ends before it starts. Choose a later hour.",),
}
