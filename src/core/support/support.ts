/** Support tickets, as the ticket service keeps them. [smc-hub/support.coffee] */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { iso } from '../instant.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { asList, asText, isUuid, plainText } from '../values.ts';
import type { Ticket } from './records.ts';

/** The account's tickets, in the order of their numbers. */
export function ticketsOf(state: HubState, account_id: string): Ticket[] {
  return state.tickets.allBy('account', account_id).sort((one, other) => one.id - other.id);
}

/** What the ticket's owner is told of it; times without milliseconds, as the ticket service writes them. */
export function ticketAnswer({ id, subject, description, created_at, updated_at, status }: Ticket): JsonObject {
  return {
    id,
    subject,
    description,
    created_at: iso(created_at).replace(/\.\d+Z$/, 'Z'),
    updated_at: iso(updated_at).replace(/\.\d+Z$/, 'Z'),
    status,
    url: ticketUrl(id),
  };
}

export function ticketUrl(id: number): string {
  return `https://sagemathcloud.zendesk.com/requests/${id}`;
}

/** @throws Refusal `no_support` where no ticket service is connected. */
export function checkSupport({ site }: HubState): void {
  if (!site.support) throw refuse('no_support');
}

/** What a request to open a ticket carries. */
export interface TicketRequest {
  readonly username: Json | undefined;
  readonly email_address: Json;
  readonly subject: Json;
  readonly body: Json;
  readonly tags: Json | undefined;
  /** Whose ticket it is to be, which need not be the caller's. */
  readonly account_id: Json | undefined;
  readonly location: Json | undefined;
  readonly info: Json | undefined;
}

/**
 * The ticket that a request opens now, with the next free number.
 *
 * @throws Refusal `unsimulated` where something is of a kind that the ticket service may or may not take.
 */
export function newTicket(state: HubState, request: TicketRequest): Ticket {
  const { username, account_id, tags } = request;
  const email_address = plainText(request.email_address, 'email_address');
  const name = username === undefined ? '' : plainText(username, 'username');
  return {
    id: state.tickets.last + 1,
    account_id: account_id === undefined ? null : asText(account_id),
    requester: { name: name.trim() === '' ? email_address : name, email_address },
    subject: plainText(request.subject, 'subject'),
    description: textOf(state, request),
    tags: tagsOf(tags),
    created_at: state.now,
    updated_at: state.now,
    status: 'open',
  };
}

function tagsOf(tags: Json | undefined): readonly Json[] {
  if (tags === undefined) return [];
  if (isObject(tags)) {
    throw refuse('unsimulated', {
      what: 'the parameter "tags" as an object',
      why: 'what a hub makes of it is not known',
    });
  }
  return asList(tags) as readonly Json[];
}

/** What was sent, then where it was sent from, then the course it is about, if any. */
function textOf(state: HubState, { body, location, info }: TicketRequest): string {
  const site = `https://${state.site.dns}`;
  const session = deviates(state, 'ticket_links') ? '?session=' : '';
  const link = (path: string) => `${site}/${path.replace(/^\/+/, '')}${session}`;

  const place = location === undefined ? '' : plainText(location, 'location');
  const course = isObject(info) ? info.course : undefined;
  const paragraphs = [
    withoutSessions(plainText(body, 'body'), site),
    place === '' ? 'No location provided.' : link(place),
    ...(isUuid(course) ? [`Course: ${link(`projects/${course}`)}`] : []),
  ];
  return paragraphs.join('\n\n');
}

/** Links to the site may carry the name of the sender's browser session, which is nobody's business. */
function withoutSessions(body: string, site: string): string {
  const [before, ...afterLinks] = body.split(site);
  return [before, ...afterLinks.map((text) => text.replace(/^([^\s?]*\?session=)[^\s&#]*/, '$1'))].join(site);
}
