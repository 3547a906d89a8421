import { rule } from './rule.mjs';

/** Rooms that match `from` may use themselves, callers/, the rooms `below`, and the loose files of application/. */
const floor = (name, comment, from, below) =>
  rule(name, comment, from, {
    path: '^application/[^/]+/',
    pathNot: `^application/($1|${['callers', ...below].join('|')})/`,
  });

/**
 * The rooms of the engine, from the bottom: loose files and callers; streams; feed; privacy; commands, views, messages,
 * history and archive side by side; consumers, which stand on messages; unique-values and processes, which stand on commands; generations,
 * which stand on views; operations; system. Within views/: loose files; audit and contributions; documents, totals, logs
 * and joined side by side.
 */
export const rooms = [
  rule(
    'the-engine-runs-any-business',
    'application/ and adapters/ know the words in which a business is declared (domain/modelling/), and no business. Let the declaration say what the engine needs.',
    { path: '^(application|adapters)/' },
    { path: '^domain/', pathNot: '^domain/modelling/' },
  ),
  rule(
    'loose-files-know-no-room',
    'What lies loose in application/, and callers/, is for every room, so it may know none. Move it into the room whose words it uses.',
    { path: '^application/([^/]+[.]ts$|callers/)' },
    { path: '^application/[^/]+/', pathNot: '^application/callers/' },
  ),
  floor(
    'streams-are-the-foundation',
    'streams/ knows how histories are stored and read, and no room that uses them. Move what it needs down into streams/, or the code that needs it up.',
    { path: '^application/(streams)/' },
    [],
  ),
  floor(
    'the-feed-knows-no-subscriber',
    'feed/ delivers commits to whoever subscribes. Pass in what it needs, or state it as a type in feed/.',
    { path: '^application/(feed)/' },
    ['streams'],
  ),
  floor(
    'privacy-is-below-what-it-protects',
    'privacy/ wraps stores and follows the feed. Let the room above hand in what it needs, or move the shared part down.',
    { path: '^application/(privacy)/' },
    ['streams', 'feed'],
  ),
  floor(
    'rooms-are-strangers',
    'Commands, views, messages, history and archive meet in system/ only. Move what two of them need into streams/ or feed/, or let system/ pass it in. A new room is one of them, until a rule in tools/arrows/rooms.mjs says more.',
    {
      path: '^application/([^/]+)/',
      pathNot:
        '^application/(callers|consumers|streams|feed|privacy|unique-values|processes|generations|operations|system)/',
    },
    ['streams', 'feed', 'privacy'],
  ),
  floor(
    'consumers-stand-on-messages',
    'consumers/ runs services that could be apps of their own: of its neighbours it knows the envelope in messages/, and neither streams nor the feed. What a consumer needs of the past is published to it.',
    { path: '^application/(consumers)/' },
    ['messages'],
  ),
  floor(
    'uniqueness-stands-on-commands',
    'unique-values/ admits commands before their events are appended: of its neighbours it knows commands/ and no other.',
    { path: '^application/(unique-values)/' },
    ['streams', 'feed', 'privacy', 'commands'],
  ),
  floor(
    'processes-stand-on-commands',
    'processes/ tells processes what happens and carries out what they ask: of its neighbours it knows commands/ and no other.',
    { path: '^application/(processes)/' },
    ['streams', 'feed', 'commands'],
  ),
  floor(
    'generations-stand-on-views',
    'generations/ says which generation of a view is read: of its neighbours it knows views/ and no other. Views know nothing of generations.',
    { path: '^application/(generations)/' },
    ['streams', 'feed', 'privacy', 'views'],
  ),
  rule(
    'what-views-share-knows-no-kind',
    'What lies loose in views/ is for every kind of view, so it may know none. Move it into the room whose words it uses.',
    { path: '^application/views/[^/]+[.]ts$' },
    { path: '^application/views/[^/]+/' },
  ),
  rule(
    'kinds-of-views-are-strangers',
    'documents/, totals/, logs/ and joined/ stand on audit/ and on the loose files of views/; totals/ and joined/ also on contributions/. Move what two kinds need there.',
    { path: '^application/views/(documents|totals|logs|joined)/' },
    { path: '^application/views/(documents|totals|logs|joined)/', pathNot: '^application/views/$1/' },
  ),
  rule(
    'only-totals-and-joined-views-are-contributed-to',
    'contributions/ is of views that many streams contribute to. Move what other kinds need into the loose files of views/.',
    { path: '^application/views/[^/]+/', pathNot: '^application/views/(contributions|totals|joined)/' },
    { path: '^application/views/contributions/' },
  ),
  rule(
    'audits-and-contributions-know-no-kind',
    'audit/ and contributions/ are below the kinds of views. Let the kind hand in what they need.',
    { path: '^application/views/(audit|contributions)/' },
    { path: '^application/views/[^/]+/', pathNot: '^application/views/$1/' },
  ),
  rule(
    'only-the-system-puts-rooms-together',
    'system/ makes a running system of all rooms, and no room knows it. Pass in what the operation needs.',
    { path: '^application/operations/' },
    { path: '^application/system/' },
  ),
];
