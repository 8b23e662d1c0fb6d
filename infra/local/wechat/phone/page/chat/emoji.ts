const table = `
微笑🙂 撇嘴😕 色😍 发呆😳 得意😎 流泪😭 害羞😊 闭嘴🤐 睡😴 大哭😢 尴尬😅 发怒😡 调皮😜 呲牙😁 惊讶😲 难过🙁
囧😣 抓狂😫 吐🤮 偷笑🤭 愉快😀 白眼🙄 傲慢😤 困🥱 惊恐😱 憨笑😄 悠闲😌 咒骂🤬 疑问🤔 嘘🤫 晕😵 再见👋
擦汗😓 鼓掌👏 坏笑😏 鄙视😒 委屈🥺 快哭了😿 亲亲😘 可怜🥹 笑脸😃 破涕为笑😂 加油💪 强👍 弱👎 握手🤝 胜利✌️ 抱拳🙏
OK👌 爱心❤️ 心碎💔 玫瑰🌹 凋谢🥀 咖啡☕ 蛋糕🎂 太阳☀️ 月亮🌙 庆祝🎉 礼物🎁 红包🧧`;

const nameAndSign = /([\p{Script=Han}A-Za-z]+)(\S+)/gu;

/** WeChat's own emoji, which travel as `[微笑]`, with the Unicode emoji nearest to each. */
export const wechatEmoji: ReadonlyMap<string, string> = new Map(
  [...table.matchAll(nameAndSign)].map(([, name = '', sign = '']) => [name, sign]),
);

/** Emoji that travel as Unicode. */
export const unicodeEmoji = [...'😆🤗🙋💡🔌🏠📞🚗⚡💧🔥📷📍✅'];

/** The text with WeChat's emoji codes turned into what the eye should see; unknown codes stay. */
export const withEmoji = (text: string): string =>
  text.replace(/\[([\p{Script=Han}A-Za-z]{1,4})\]/gu, (code, name: string) => wechatEmoji.get(name) ?? code);
