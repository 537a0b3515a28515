/** Replies are not limited by `jute.maxbuffer`: a level of a million children has tens of megabytes. */
export const maxAnswerBytes = 256 * 1_024 * 1_024;
/** What an answer is read to, where its operation does not say otherwise; no event is longer either. */
export const defaultMaxReplyBytes = 16 * 1_024 * 1_024;
/** Beyond what any server is set to take: each request is held in memory whole. */
export const maxFrameBytes = 256 * 1_024 * 1_024;

/**
 * A piece of a frame counts as a sign of life when it is at least so long. A large reply over a slow network takes
 * longer than a session timeout; but when a broken length has made us wait for bytes that are not coming, answers to
 * pings must not keep us waiting for ever.
 */
export const signOfLifeBytes = 1_024;
