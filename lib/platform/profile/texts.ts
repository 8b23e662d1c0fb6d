import * as z from 'zod';
import { MessageText } from './values.ts';

/** Sentences that the code speaks, in the organisation's words. `{name}` marks are filled in; see each for the marks it may hold. */
export const Texts = z.strictObject({
  /** Before the number menu. */
  numbersIntro: MessageText,
  /** Last line of a number menu below the first: how to go back. */
  numbersBack: MessageText,
  /** A number that the shown menu lacks. `{number}` */
  numberUnknown: MessageText,
  /** Words that fit nothing, with choices shown below. */
  unknownWithChoices: MessageText,
  /** Words that fit nothing, nothing near either. */
  unknown: MessageText,
  /** 人工 inside office hours. `{telephone}` `{hours}` */
  personOpen: MessageText,
  /** 人工 outside office hours. `{telephone}` `{hours}` */
  personClosed: MessageText,
  /** A voice message that could not be understood. */
  voiceUnclear: MessageText,
  /** Before the answer to a voice message. `{text}` what was understood */
  voiceHeard: MessageText,
  /** A photo, video or file was sent. */
  mediaReceived: MessageText,
  /** A link was sent. */
  linkReceived: MessageText,
  /** Before the list of nearest outlets. `{place}` */
  outletsNearest: MessageText,
  /** No outlets are known. `{telephone}` */
  outletsNone: MessageText,
  /** A scanned scene code of a known follower. */
  scanned: MessageText,
  /** Above the guide's list. */
  guideIntro: MessageText,
  /** Before an answer that is given late. `{question}` */
  lateAnswer: MessageText,
  /** Something broke on our side; says what to do next. `{telephone}` */
  fault: MessageText,
  /** A service needs a binding or a proof that the follower lacks. `{service}` */
  tierNeeded: MessageText,
  /** Words of the link below it. */
  tierLink: z.string().min(1).max(20),
  /** The daily limit of a service is used up. `{service}` `{limit}` `{resets}` */
  limitReached: MessageText,
});
export type Texts = z.infer<typeof Texts>;
