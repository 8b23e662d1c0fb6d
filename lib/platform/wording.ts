/** `text` with its `{mark}`s filled in; a mark without a value stays as it is, so that a test sees it. */
export const fill = (text: string, marks: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, mark: string) => (Object.hasOwn(marks, mark) ? (marks[mark] ?? whole) : whole));
