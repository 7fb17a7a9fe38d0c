import type { WrittenObject } from '../../src/index.ts';

type Row = readonly [key: string, md5?: string | undefined, role?: WrittenObject['role']];

const voice: Row = ['stems/interview-voice.m4a', '9f2c7be1540d4a3386e0c5d71b28fa06', 'voice'];
const background: Row = ['stems/interview-background.m4a', '04d81ba7ce5f4e929b6aa7713f50c2de', 'background'];

/** What was written according to each sample that tells of something, by the sample's path without its extension. */
export const writtenBySamples: Readonly<Record<string, readonly WrittenObject[]>> = {
  'fill-concat/job-api': inBucket('films-1250000327', 'ap-shanghai', [
    ['made/intro-and-more.mp4', 'e659b461164f91fa3721961288580a81'],
  ]),
  'generate-play-list/job-api': inBucket('films-1250000327', 'ap-shanghai', [
    ['made/lesson.m3u8', '4d216e96c3f4b812ded6ed7835b89e4d'],
  ]),
  'poster-production/job-api': inBucket('prints-1250000328', 'ap-shanghai', [
    ['posters/tea.png', '7239ea2b5dc943f61f3c0a0276c20974'],
  ]),
  'segment-video-body/job-api': inBucket('films-1250000327', 'ap-shanghai', [
    ['made/dancer.mp4', '825bf49bef9297bb722baeede8f32452'],
  ]),
  'video-enhance/job-api': inBucket('films-1250000327', 'ap-shanghai', [
    ['made/old-but-sharp.mp4', 'b0a46611d39d53077e1a462da8c68750'],
  ]),
  'video-synthesis/job-api': inBucket('films-1250000327', 'ap-shanghai', [
    ['made/film.mp4', '5f125b3a149ee5e83617722df9da9a06'],
  ]),
  'animation/job-api': inBucket('reels-1250000117', 'ap-shanghai', [
    ['previews/harbour.gif', '3b401c899a5154d048f77f61d664337a'],
  ]),
  'animation/workflow': inBucket('reels-1250000117', 'ap-shanghai', [
    ['previews/iaf70118ead05831ab1c20199461e41ae/kite.gif', '1faa57d3df28881fa510ed044633e13d'],
  ]),
  'concat/job-api': inBucket('lessons-1250000231', 'ap-beijing', [
    ['ready/lesson-07.mp4', '03ae1654e78e89f441904344272d4dec'],
  ]),
  'concat/workflow': inBucket('lessons-1250000231', 'ap-beijing', [
    ['ready/lesson-08.mp4', 'acbf5faf835412af0f8ed1ed74b91705'],
  ]),
  'digital-watermark/job-api': inBucket('masters-1250000303', 'ap-nanjing', [
    ['marked/trailer-4711.mp4', 'fc0cd5ff4212d89acad28cf500ce6c5a'],
  ]),
  'digital-watermark/workflow': inBucket('masters-1250000303', 'ap-nanjing', [
    ['marked/teaser.mp4', '38c528720f2a4e01f159582ebaba58fb'],
  ]),
  'noise-reduction/job-api': inBucket('recordings-1250000042', 'ap-guangzhou', [
    ['clean/interview-12.wav', undefined, 'recording'],
  ]),
  'noise-reduction/workflow': inBucket('recordings-1250000042', 'ap-guangzhou', [
    ['clean/call.wav', undefined, 'recording'],
  ]),
  // The second of its two rules failed.
  'pic-process/as-received': inBucket('gallery-1250000518', 'ap-hongkong', [['small/moss.webp', undefined, 'picture']]),
  'pic-process/job-api': inBucket('gallery-1250000518', 'ap-hongkong', [['small/orchid.webp', undefined, 'picture']]),
  'pic-process/workflow': inBucket('gallery-1250000518', 'ap-hongkong', [['small/fern.webp', undefined, 'picture']]),
  'sdr-to-hdr/job-api': inBucket('cinema-1250000640', 'ap-shanghai', [
    ['hdr/alps.mp4', 'fa05abf5619add1165733625cd601a12'],
  ]),
  'sdr-to-hdr/workflow': inBucket('cinema-1250000640', 'ap-shanghai', [
    ['hdr/city.mp4', '9457cef3026672042820de4d97b3752e'],
  ]),
  'segment/job-api': inBucket('lectures-1250000755', 'ap-chengdu', [
    ['parts/optics-0', '13c57f74b13d303dcd63fcc713219237', 'segment'],
    ['parts/optics-1', '2f4044ec6b819ce67a2715ee7fb49606', 'segment'],
    ['parts/optics-2', '44285b6cd2b84dd058694f0617aa9f64', 'segment'],
  ]),
  'segment/workflow': inBucket('lectures-1250000755', 'ap-chengdu', [
    ['parts/welcome-0', 'd2b86c0c4a70e6497e6cef6f8d3fd243', 'segment'],
  ]),
  'smart-cover/job-api': inBucket('reels-1250000117', 'ap-shanghai', [
    ['covers/sail-0.jpg', undefined, 'cover'],
    ['covers/sail-1.jpg', undefined, 'cover'],
    ['covers/sail-2.jpg', undefined, 'cover'],
  ]),
  'smart-cover/workflow': inBucket('reels-1250000117', 'ap-shanghai', [['covers/dune-0.png', undefined, 'cover']]),
  'snapshot/digests': inBucket('archive-1250000412', 'eu-frankfurt', [
    ['stills/21-004-0.jpg', '134e593766a333ffb0de49009d3525be', 'snapshot'],
    ['stills/21-004-1.jpg', 'de497bf6e49e5d7050b5f4ee38a4af56', 'snapshot'],
    ['sheets/21-004-0.jpg', '9d9430e1bf63740fdca905dba1a59892', 'sprite'],
  ]),
  'snapshot/job-api': inBucket('archive-1250000412', 'eu-frankfurt', [
    ['stills/20-118-0.jpg', undefined, 'snapshot'],
    ['stills/20-118-1.jpg', undefined, 'snapshot'],
    ['stills/20-118-2.jpg', undefined, 'snapshot'],
    ['sheets/20-118-0.jpg', undefined, 'sprite'],
  ]),
  'snapshot/workflow': inBucket('archive-1250000412', 'eu-frankfurt', [['stills/new-0.png', undefined, 'snapshot']]),
  'speech-recognition/job-api': inBucket('hotline-1250000866', 'ap-beijing', [
    ['transcripts/call-88.txt.detail', undefined, 'transcript-details'],
    ['transcripts/call-88.txt', undefined, 'transcript'],
  ]),
  'speech-recognition/workflow': inBucket('hotline-1250000866', 'ap-beijing', [
    ['transcripts/memo.txt.detail', undefined, 'transcript-details'],
    ['transcripts/memo.txt', undefined, 'transcript'],
  ]),
  'stream-extract/job-api': inBucket('archive-1250000412', 'eu-frankfurt', [
    ['tracks/panel-0.mp4', '8f292af1a2208eecb69be079f22d6fe2', 'stream'],
    ['tracks/panel-1.m4a', 'b79ad9a746ee1c004401d3e4e12b6916', 'stream'],
  ]),
  'stream-extract/workflow': inBucket('archive-1250000412', 'eu-frankfurt', [
    ['tracks/speech.m4a', '3773f7a37cb6a0f903103bc21513d195', 'stream'],
  ]),
  'super-resolution/job-api': inBucket('cinema-1250000640', 'ap-shanghai', [
    ['restored/reel-4.mp4', '7251e3a417b657715bbe6af4310402b2'],
  ]),
  'super-resolution/workflow': inBucket('cinema-1250000640', 'ap-shanghai', [
    ['restored/reel-5.mp4', 'e4c5669ba55cf89f2e5c44090b906d2a'],
  ]),
  'transcode/job-api': inBucket('footage-1250000117', 'ap-guangzhou', [
    ['web/regatta.mp4', 'b5ec4597650ce75996b1fce77da36a53'],
  ]),
  'transcode/source-by-url': inBucket('footage-1250000117', 'ap-guangzhou', [
    ['web/from-elsewhere.mp4', '9d4d54aa6ca0ee1a6510f4da8c4ec5e3'],
  ]),
  'transcode/watermarks': inBucket('footage-1250000117', 'ap-guangzhou', [
    ['web/parade.mp4', 'b07170b4358f9180b8a46f717ff052a8'],
  ]),
  'transcode/workflow': inBucket('footage-1250000117', 'ap-guangzhou', [
    ['web/id45bfe244604bfbef02cfba4f66f0ba3/jump.mp4', '85df78a248a4eceda2cf928c0326e3ff'],
  ]),
  'translation/job-api': inBucket('manuals-1250000909', 'ap-singapore', [['zh/pump.docx', undefined, 'translation']]),
  'translation/text-result': inBucket('manuals-1250000909', 'ap-singapore', [
    ['zh/note.txt', undefined, 'translation'],
  ]),
  'translation/workflow': inBucket('manuals-1250000909', 'ap-singapore', [['ja/valve.pdf', undefined, 'translation']]),
  // Bodies have a slash before these, in the names of files and of digests.
  'tts/job-api': inBucket('hotline-1250000866', 'ap-beijing', [
    ['speech/welcome.mp3', '5962fdbc12d476fdbb6f414e9a91f55f'],
  ]),
  'tts/user-data': inBucket('hotline-1250000866', 'ap-beijing', [
    ['speech/closed.mp3', 'ddef65228f3ba1ea3ee682249223be9c'],
  ]),
  'tts/workflow': inBucket('hotline-1250000866', 'ap-beijing', [
    ['speech/news.mp3', '558651a6bf152fafb1483bbfa8eb882b'],
  ]),
  'unknown/mixed-jobs': recordings(voice),
  'unknown/unexpected-kinds': recordings(voice),
  'unknown/unknown-fields': recordings(voice, background),
  // Its State is one that nobody knows.
  'unknown/unknown-values': recordings(voice),
  'video-montage/job-api': inBucket('reels-1250000117', 'ap-shanghai', [
    ['highlights/match-9.mp4', 'defb0ad031116562b61a016f4882816c'],
  ]),
  'video-montage/workflow': inBucket('reels-1250000117', 'ap-shanghai', [
    ['highlights/match-10.mp4', '30faee599337ccd362310fd2f982f2f9'],
  ]),
  'video-process/job-api': inBucket('cinema-1250000640', 'ap-shanghai', [
    ['graded/forest.mp4', '1a54d637dc222dff57bc32f06a3a5305'],
  ]),
  'video-process/workflow': inBucket('cinema-1250000640', 'ap-shanghai', [
    ['graded/river.mp4', '3be2b31b599247abeea63aeee4712ad7'],
  ]),
  'voice-separate/background-only': recordings(background),
  'voice-separate/beyond-ascii': recordings(['录音/声音 🎙.m4a', 'c16e5f0397b84d0fa1245bd8e93607fc', 'voice']),
  'voice-separate/byte-order-mark': recordings(voice),
  'voice-separate/event-name-missing': recordings(voice, background),
  'voice-separate/job-api': exampleOfTheVendor(),
  'voice-separate/jobs-detail-object': recordings(voice, background),
  'voice-separate/lone-entries': recordings(voice),
  'voice-separate/music-mode': recordings(
    ['stems/song-voice.m4a', '9f2c7be1540d4a3386e0c5d71b28fa06', 'voice'],
    ['stems/song-rest.m4a', '04d81ba7ce5f4e929b6aa7713f50c2de', 'background'],
    ['stems/song-bass.m4a', 'c16e5f0397b84d0fa1245bd8e93607fc', 'bass'],
    ['stems/song-drums.m4a', '5ab0927d3ce14f6e8812f4d60c9be357', 'drums'],
  ),
  'voice-separate/numbers-and-booleans': recordings(background),
  'voice-separate/other-order': recordings(voice, background),
  'voice-separate/response-root': recordings(voice, background),
  'voice-separate/two-jobs': recordings(voice, background),
  'voice-separate/voice-only': recordings(voice),
  'voice-separate/workflow': exampleOfTheVendor(),
};

function recordings(...rows: readonly Row[]): readonly WrittenObject[] {
  return inBucket('recordings-1250000042', 'ap-guangzhou', rows);
}

function exampleOfTheVendor(): readonly WrittenObject[] {
  return inBucket('test-123456789', 'ap-chongqing', [
    ['output/audio.mp3', '3b883c0462ba845acdf3eb7e30db1a1c', 'voice'],
    ['output/backgroud.mp3', '62de6bb513d6105eeeb1a6ab0077cb5a', 'background'],
  ]);
}

function inBucket(bucket: string, region: string, rows: readonly Row[]): readonly WrittenObject[] {
  return rows.map(([key, md5, role]) => ({
    bucket,
    region,
    key,
    ...(md5 === undefined ? {} : { md5 }),
    ...(role === undefined ? {} : { role }),
  }));
}
