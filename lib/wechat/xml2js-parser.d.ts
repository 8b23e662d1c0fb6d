// The parser alone: the package's main module also loads its builder, 69 KB that replies never use.
declare module 'xml2js/lib/parser.js' {
  export { Parser } from 'xml2js';
}
