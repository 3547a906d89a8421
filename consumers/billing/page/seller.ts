/** Who issues the documents. Put your own name here, and what the law of your country wants to see of you. */
export const seller = {
  name: 'The Annal shop',
  lines: ['1 Stream Street', '1000 Partition'],
};
