import type { HttpCall } from './call.ts';

/** A file of a multipart form. */
export interface UploadedFile {
  name: string;
  mime: string;
  bytes: Buffer;
}

/** A multipart form: its files and its other fields, by name. */
export interface UploadedForm {
  files: Record<string, UploadedFile>;
  fields: Record<string, string>;
}

/** Reads a multipart form; an empty one when the body is no such form. */
export const readForm = async (call: HttpCall): Promise<UploadedForm> => {
  const form: UploadedForm = { files: {}, fields: {} };
  const type = call.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return form;
  const body = new Uint8Array(call.body);
  const parsed = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => new FormData());
  for (const [name, value] of parsed) {
    if (typeof value === 'string') form.fields[name] = value;
    else form.files[name] = { name: value.name, mime: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return form;
};
