/** Making a PDF of a file of LaTeX, by a command in a project. [next/pages/api/v2/latex.ts] */
import { refuse } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';
import { followedBy } from '../with-answer.ts';
import { sendToProject } from './raw-messages.ts';

const TEX = '.tex';
const TEMPORARY = '/tmp';
/** Seconds. */
const LONGEST_RUN = 30;

export interface Typesetting {
  readonly path: string;
  /** Written to the file first. */
  readonly content?: Json | undefined;
  readonly command?: Json | undefined;
  readonly timeout?: Json | undefined;
  readonly only_read_pdf?: Json | undefined;
}

/** The path, if it is one of LaTeX. @throws Refusal `no_tex_path`, `no_project_to_read_from`, `pdf_removed` */
export function texPath({ path, project_id, only_read_pdf }: JsonObject): string {
  if (!isTruthy(path)) throw refuse('no_tex_path');
  if (typeof path !== 'string') {
    throw refuse('unsimulated', { what: 'a path that is no text', why: 'what a hub says of it is not known' });
  }
  if (!path.endsWith(TEX)) throw refuse('no_tex_path');
  const isTemporary = path.startsWith(TEMPORARY);
  if (isTruthy(only_read_pdf) && project_id == null) throw refuse('no_project_to_read_from');
  if (isTruthy(only_read_pdf) && isTemporary) throw refuse('pdf_removed');
  return path;
}

/** In a project that runs: writes the file, runs the command, and reads the PDF. */
export function typeset(state: HubState, project_id: string, wish: Typesetting): Outcome<Json> {
  const { path, content = null } = wish;
  if (path.startsWith(TEMPORARY)) {
    throw refuse('unsimulated', { what: `a file in ${TEMPORARY}`, why: 'a hub removes it with all files of its name' });
  }
  if (isTruthy(wish.only_read_pdf)) return pdfRead(state, project_id, path, {});
  const write = { event: 'write_text_file_to_project', path, content };
  const written = content === null ? { state, answer: null } : sendToProject(state, project_id, write);
  return followedBy(written, (ready) =>
    followedBy(sendToProject(ready, project_id, commandOf(wish)), (later, compile) =>
      pdfRead(later, project_id, path, { compile }),
    ),
  );
}

function commandOf({ path, command, timeout }: Typesetting): JsonObject {
  const cut = path.lastIndexOf('/');
  const latexmk = `latexmk -pdf -f -g -bibtex -deps -interaction=nonstopmode ${path.slice(cut + 1)}`;
  return {
    event: 'project_exec',
    timeout: timeout ?? LONGEST_RUN,
    path: path.slice(0, Math.max(cut, 0)),
    command: command ?? latexmk,
  };
}

function pdfRead(state: HubState, project_id: string, path: string, done: JsonObject): Outcome<Json> {
  const file = `${path.slice(0, -TEX.length)}.pdf`;
  return followedBy(sendToProject(state, project_id, { event: 'read_file_from_project', path: file }), (later, pdf) => {
    const uuid = isObject(pdf) ? pdf.data_uuid : undefined;
    const url = uuid === undefined ? {} : { url: `https://${later.site.dns}/blobs/${file}?uuid=${uuid}` };
    return { state: later, answer: { ...done, ...url, pdf } };
  });
}
