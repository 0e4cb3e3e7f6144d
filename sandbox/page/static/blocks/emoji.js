// Emoji by Slack's names: those in common use. An unknown name stays as it was typed.

const TABLE = `
+1 👍 -1 👎 100 💯 airplane ✈️ alarm_clock ⏰ angry 😠 arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_up ⬆️ art 🎨
ballot_box_with_check ☑️ balloon 🎈 bar_chart 📊 beach_with_umbrella 🏖️ beers 🍻 bell 🔔 birthday 🎂 black_circle ⚫ blue_heart 💙
blush 😊 bomb 💣 book 📖 bookmark 🔖 books 📚 boom 💥 bow 🙇 brain 🧠 broken_heart 💔 bug 🐛 bulb 💡 bus 🚌
bust_in_silhouette 👤 busts_in_silhouette 👥 cactus 🌵 calendar 📆 camera 📷 camping 🏕️ cat 🐱
chart_with_downwards_trend 📉 chart_with_upwards_trend 📈 clap 👏 clipboard 📋 clock1 🕐 clock9 🕘 coffee ☕
computer 💻 confetti_ball 🎊 confused 😕 construction 🚧 cry 😢 crystal_ball 🔮 dart 🎯 date 📅 desert_island 🏝️ dog 🐶 dollar 💵
email ✉️ envelope ✉️ exclamation ❗ eyes 👀 face_with_head_bandage 🤕 face_with_rolling_eyes 🙄 face_with_thermometer 🤒 fast_forward ⏩
file_folder 📁 fire 🔥 fireworks 🎆 flag-lv 🇱🇻 flushed 😳 gear ⚙️ gem 💎 ghost 👻 gift 🎁 globe_with_meridians 🌐
green_heart 💚 grey_exclamation ❕ grey_question ❔ grimacing 😬 grin 😁 grinning 😀 hammer 🔨 hand ✋
handshake 🤝 headphones 🎧 heart ❤️ heart_eyes 😍 heavy_check_mark ✔️ heavy_minus_sign ➖ heavy_multiplication_x ✖️
heavy_plus_sign ➕ hospital 🏥 hot_pepper 🌶️ hourglass ⌛ hourglass_flowing_sand ⏳ house 🏠 house_with_garden 🏡 hugging_face 🤗 hushed 😯
inbox_tray 📥 information_source ℹ️ innocent 😇 joy 😂 key 🔑 kissing_heart 😘 label 🏷️ large_blue_circle 🔵
large_green_circle 🟢 large_orange_circle 🟠 large_yellow_circle 🟡 laughing 😆 link 🔗 lock 🔒 loudspeaker 📢
mag 🔍 mag_right 🔎 mailbox 📫 mega 📣 memo 📝 mortar_board 🎓 moneybag 💰 moyai 🗿 muscle 💪 musical_note 🎵
name_badge 📛 nauseated_face 🤢 nerd_face 🤓 neutral_face 😐 new 🆕 newspaper 📰 no_entry ⛔ no_entry_sign 🚫 no_bell 🔕
office 🏢 ok 🆗 ok_hand 👌 open_hands 👐 outbox_tray 📤 package 📦 page_facing_up 📄 palm_tree 🌴 paperclip 📎
partying_face 🥳 pencil 📝 pencil2 ✏️ pensive 😔 phone ☎️ pizza 🍕 point_down 👇 point_left 👈 point_right 👉
point_up ☝️ point_up_2 👆 pray 🙏 purple_heart 💜 pushpin 📌 question ❓ rabbit 🐰 rage 😡 rainbow 🌈
raised_hands 🙌 raising_hand 🙋 recycle ♻️ red_circle 🔴 relaxed ☺️ relieved 😌 repeat 🔁 robot_face 🤖 rocket 🚀
rose 🌹 rotating_light 🚨 round_pushpin 📍 runner 🏃 running 🏃 satellite 📡 school 🏫 scream 😱 scroll 📜
see_no_evil 🙈 seedling 🌱 shield 🛡️ ship 🚢 shrug 🤷 simple_smile 🙂 slightly_frowning_face 🙁
slightly_smiling_face 🙂 smile 😄 smiley 😃 smirk 😏 snail 🐌 sneezing_face 🤧 snowflake ❄️ sob 😭 sos 🆘 sparkles ✨
speech_balloon 💬 spiral_calendar_pad 🗓️ star ⭐ star2 🌟 stars 🌠 stopwatch ⏱️ stuck_out_tongue 😛 sun_with_face 🌞
sunglasses 😎 sunny ☀️ sweat 😓 sweat_smile 😅 tada 🎉 telephone_receiver 📞 thermometer 🌡️ thinking_face 🤔
thought_balloon 💭 thumbsdown 👎 thumbsup 👍 timer_clock ⏲️ tophat 🎩 trophy 🏆 turtle 🐢 umbrella ☂️ umbrella_on_ground ⛱️ unamused 😒
unicorn_face 🦄 unlock 🔓 upside_down_face 🙃 v ✌️ video_camera 📹 warning ⚠️ wastebasket 🗑️ watch ⌚ wave 👋
weary 😩 white_check_mark ✅ white_circle ⚪ wink 😉 woman-shrugging 🤷‍♀️ man-shrugging 🤷‍♂️ world_map 🗺️ wrench 🔧
writing_hand ✍️ x ❌ yellow_heart 💛 yum 😋 zap ⚡ zzz 💤`;

const NAMED = /:([a-z0-9_+'-]+)(?:::skin-tone-([2-6]))?:/g;
const SKIN_TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];
const TONED = /\p{Emoji_Modifier_Base}/u;

const EMOJI = new Map();
const entries = TABLE.trim().split(/\s+/);
for (let at = 0; at < entries.length; at += 2) EMOJI.set(entries[at], entries[at + 1]);

/** The characters of an emoji, such as "🎉" for "tada" and "👍🏽" for "+1::skin-tone-4"; undefined if unknown. */
export function emojiOf(name) {
  const [plain, tone] = name.split("::skin-tone-");
  const drawn = EMOJI.get(plain);
  return tone ? drawn?.replace(TONED, (hand) => hand + SKIN_TONES[Number(tone) - 2]) : drawn;
}

/** A string cut into words and known emoji: [{text} | {name, drawn}, ...]. */
export function cutAtEmoji(string) {
  const parts = [];
  let end = 0;
  for (const found of string.matchAll(NAMED)) {
    const name = found[0].slice(1, -1);
    const drawn = emojiOf(name);
    if (!drawn) continue;
    parts.push({ text: string.slice(end, found.index) }, { name, drawn });
    end = found.index + found[0].length;
  }
  return [...parts, { text: string.slice(end) }].filter((part) => part.text !== "");
}

/** A string with the names of emoji replaced, for places that hold characters only. */
export function withEmoji(string) {
  return cutAtEmoji(string)
    .map((part) => part.text ?? part.drawn)
    .join("");
}
