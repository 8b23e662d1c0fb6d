/** What changes nothing about what was meant: WeChat's emoticon codes, white space, punctuation, symbols, emoji with their joiners and selectors. */
const noise = /\[[\u4e00-\u9fa5A-Za-z]{1,6}\]|[\s\p{P}\p{S}\p{Cf}\p{Me}]|\p{Extended_Pictographic}|\ufe0f/gu;

/**
 * What was typed or said, in one spelling: full-width and compatibility forms folded (NFKC), lower case, without punctuation, emoji and spaces.
 * `１。` and `①` become `1`; `　电 费？` becomes `电费`.
 */
export const normalise = (text: string): string => text.normalize('NFKC').toLowerCase().replace(noise, '');
