#!/usr/bin/env node
// Runs the server. Plain JavaScript, so that a Node that is too old for the rest says so in words.
const needed = 24;
const { node } = process.versions;

if (Number(node.split('.')[0]) >= needed) await import('./main.ts');
else {
  console.error(
    `This server runs on Node ${needed} or newer; this is Node ${node}. Install it from https://nodejs.org.`,
  );
  process.exitCode = 1;
}
