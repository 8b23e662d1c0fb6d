/** What belongs to one sign-on, from its beginning to the return. */
export interface SignOnSecrets {
  state: string;
  /** PKCE verifier; unused by CAS. */
  verifier: string;
  nonce: string;
}

/** A campus's unified sign-on (统一身份认证). */
export interface SignOnProvider {
  /** As it is kept with the proof. */
  readonly method: 'cas' | 'oidc';
  /** Where to send the browser. Throws `AppError` of kind `retry` (`sign_on_unavailable`) when the sign-on can't be reached. */
  locate(secrets: SignOnSecrets): Promise<string>;
  /** The student or staff number of who comes back to `returned`. Throws `AppError`: `reject` (`sign_on_refused`) or `retry` (`sign_on_unavailable`). */
  identify(secrets: SignOnSecrets, returned: URL): Promise<string>;
}
