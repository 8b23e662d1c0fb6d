/** What the desk knows before anybody has signed in. Public. */
export interface DeskFacts {
  /** The account's name. */
  organisation: string;
}

/** The id of the data block that holds the facts in the shell's HTML. */
export const deskFactsId = 'desk-facts';
