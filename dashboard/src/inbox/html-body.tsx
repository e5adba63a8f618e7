/**
 * The formatted body of an e-mail. What it contains came from templates and from strangers' data, so it is shown in a frame
 * that may do nothing: no scripts, no forms, no way to this page, its storage or the network (the page's own policy, which
 * the frame inherits, keeps pictures from elsewhere out).
 */
import classes from './inbox.module.css';

export function HtmlBody({ html }: { readonly html: string }) {
  return (
    <iframe
      className={classes.frame}
      title="The formatted message"
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={`<!doctype html><meta name="color-scheme" content="light"><style>${ground}</style>${html}`}
    />
  );
}

/** What mail programs start from. */
const ground =
  'body{margin:16px;font:15px/1.5 system-ui,"Segoe UI","Open Sans",sans-serif;color:#1c1f24;background:#fff;overflow-wrap:anywhere}img{max-width:100%}';
