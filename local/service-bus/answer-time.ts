/**
 * The least time that an answer of the management takes, in milliseconds. Over a network a client may give a request up a
 * millisecond after making it, as the tests of Azure's SDKs do; on the same machine the answer would often be quicker.
 */
export const leastAnswerTime = 8;
