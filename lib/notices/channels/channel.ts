import type { TemplateChannel } from '../../platform/profile/notices.ts';
import type { Reason } from '../model.ts';

/** One message of a notice to one person. */
export interface ChannelMessage {
  openid: string;
  /** Key of the profile's `templates`. */
  template: string;
  /** Values by the template's field keys, already checked by `fieldFaults`. */
  fields: Record<string, string>;
  /** Path and query of the page that the card opens. */
  link?: string;
  /** The same for the same notice and person, at most 64 characters; WeChat sends an equal one once within about ten minutes (模板消息: client_msg_id). */
  clientMessageId: string;
}

/**
 * What became of a message. `not-following`: they have left; `refused`: they want none, or have no consent or window left; `blocked`: they are on
 * the account's blacklist; `rejected`: not to this person, for a reason of their own; `quota`: nothing more goes today; `too-fast`: later, and
 * slower; `unknown`: no answer came; `stop`: nothing of this notice can go, and somebody must do something.
 */
export type SendOutcome =
  | { kind: 'accepted'; messageId?: string }
  | { kind: 'not-following' | 'refused' | 'blocked' | 'rejected' }
  | { kind: 'quota' }
  | { kind: 'too-fast' }
  | { kind: 'unknown' }
  | { kind: 'stop'; reason: Reason };

/** A way to one person. It never throws for what WeChat answers. */
export interface Channel {
  /** Whether an unknown message may be sent again under its `clientMessageId` without reaching anyone twice. */
  readonly repeatable: boolean;
  send(message: ChannelMessage): Promise<SendOutcome>;
}

/** The way of each kind of template. */
export type Channels = Readonly<Record<TemplateChannel, Channel>>;
