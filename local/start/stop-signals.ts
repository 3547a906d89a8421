// npm passes Ctrl-C on to a program that the terminal has told already: that is one keystroke, not two.
const sameKeystroke = 700;
const parentCheck = 1_000;

/** What a person or a parent process asks for. */
export interface StopRequests {
  /** Asked to stop. */
  readonly stop: () => void;
  /** Asked a second time: it takes too long. */
  readonly kill: () => void;
}

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into a request to stop, and the next one into a request to end at once. When the
 * bootstrap that started this process is gone, nobody could stop it any more: that counts as a request, too.
 */
export function onStopRequest({ stop, kill }: StopRequests): void {
  let first: number | undefined;
  const request = (): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      stop();
    } else if (now - first > sameKeystroke) {
      kill();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, request);
  const bootstrap = Number(process.env['ANNAL_BOOTSTRAP']);
  if (bootstrap !== process.ppid) return;
  const timer = setInterval(() => {
    if (process.ppid === bootstrap) return;
    clearInterval(timer);
    request();
  }, parentCheck);
  timer.unref();
}
