/** What every page knows from the first moment, without asking. Public: nothing about the follower. */
export interface PageFacts {
  /** The account's name. */
  organisation: string;
  /** For a person, when a page can't help. */
  telephone: string;
  /** Whether pages show the credentials of the demo data. */
  demo: boolean;
}

/** The id of the data block that holds the facts in the shell's HTML. */
export const factsElementId = 'facts';

const none: PageFacts = { organisation: '', telephone: '', demo: false };

/** The facts as the shell's HTML holds them. */
export const readFacts = (): PageFacts => {
  const text = document.getElementById(factsElementId)?.textContent;
  return text ? (JSON.parse(text) as PageFacts) : none;
};
