/** What calls leave at a hub for good, as rows of its tables. */
import type { LastingKind } from '../src/contracts/contract.ts';
import type { TableName } from '../src/core/state.ts';

/** Tables whose rows nothing removes, and what one of them is. */
export const LASTING_ROWS: Partial<Record<TableName, LastingKind>> = {
  messages: 'message',
  outbox: 'mail',
  creationActions: 'invitation',
  tickets: 'support ticket',
  clientErrors: 'error report',
  log: 'log entry',
  copies: 'record of a copy',
  authTokens: 'token to sign in',
  passwordResets: 'password reset',
  projects: 'first project',
  notebookResults: 'result of a cell',
  shopping_cart_items: 'item of a cart',
  token_actions: 'payment link',
  sessions: 'session',
  news: 'news item',
};
