import { signOnPage, signsOn } from './page.ts';
import { type CampusAnswer, type CampusRequest, formOf, html, redirect, xml } from './request.ts';
import { createOnceStore } from './store.ts';

const ticketMs = 10_000;

const envelope = (content: string): CampusAnswer =>
  xml(`<?xml version="1.0" encoding="UTF-8"?>
<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
${content}
</cas:serviceResponse>`);

const success = (user: string): CampusAnswer =>
  envelope(`  <cas:authenticationSuccess>
    <cas:user>${user}</cas:user>
    <cas:attributes><cas:isFromNewLogin>true</cas:isFromNewLogin></cas:attributes>
  </cas:authenticationSuccess>`);

const failure = (code: string, message: string): CampusAnswer =>
  envelope(`  <cas:authenticationFailure code="${code}">${message}</cas:authenticationFailure>`);

const withTicket = (service: string, ticket: string): string => {
  const address = new URL(service);
  address.searchParams.set('ticket', ticket);
  return address.href;
};

/** A CAS server (CAS Protocol 3.0): `/login`, `/serviceValidate`. Tickets last ten seconds, work once, and for their service only. */
export const createCasServer = (options: { returnUrl: string; now: () => number }) => {
  const tickets = createOnceStore<{ user: string; service: string }>(options.now, ticketMs);
  const allowed = (service: string): boolean => service.startsWith(`${options.returnUrl}?`);

  const login = (request: CampusRequest): CampusAnswer => {
    const given = request.method === 'POST' ? formOf(request) : request.query;
    const { service = '', username, password } = given;
    if (!allowed(service)) return html('<p>应用未注册。</p>', 403);
    if (request.method !== 'POST') return html(signOnPage('login', { service }));
    if (!signsOn(username, password)) return html(signOnPage('login', { service }, '学号或密码不对。'), 401);
    return redirect(withTicket(service, tickets.give({ user: username, service }, 'ST-')));
  };

  const validate = ({ query }: CampusRequest): CampusAnswer => {
    const { service = '', ticket = '' } = query;
    if (service === '' || ticket === '') return failure('INVALID_REQUEST', 'service and ticket are both needed');
    const found = tickets.take(ticket);
    if (found === undefined) return failure('INVALID_TICKET', 'the ticket is not recognised');
    return found.service === service
      ? success(found.user)
      : failure('INVALID_SERVICE', 'the ticket is for another service');
  };

  return (request: CampusRequest): CampusAnswer | undefined => {
    if (request.path === '/login') return login(request);
    if (request.path === '/serviceValidate' && request.method === 'GET') return validate(request);
    return undefined;
  };
};
