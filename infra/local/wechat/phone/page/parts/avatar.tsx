const colours = ['#5b8def', '#e9825d', '#45b38c', '#a779d6', '#e0a43a', '#4fb0c6', '#d9688f', '#7f93a8'];

const colourOf = (seed: string) => {
  const sum = [...seed].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return colours[sum % colours.length] ?? '#5b8def';
};

/** A square picture made of the name's last letter, as no picture is fetched. The style sheet draws it, so it is not text. */
export const Avatar = ({ name, seed = name }: { name: string; seed?: string }) => (
  <span class="avatar" style={{ background: colourOf(seed) }} data-letter={[...name].at(-1)} aria-hidden="true" />
);

/** The account's picture. */
export const AccountAvatar = ({ name }: { name: string }) => (
  <span class="avatar avatar-account" data-letter={[...name][0]} aria-hidden="true" />
);
