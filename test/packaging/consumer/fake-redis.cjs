'use strict';
const { createHash } = require('node:crypto');

/** Replies as Redis does to the scripts of `redisStore`. It runs none, and knows them by how many arguments they have. */
exports.FakeRedis = class {
  /** The names of all commands that came. */
  commands = [];
  #scripts = new Set();
  #states = new Map();

  get keys() {
    return [...this.#states.keys()];
  }

  async send([command, script, , key, _owner, ...times]) {
    this.commands.push(command);
    if (command === 'EVAL') this.#scripts.add(createHash('sha1').update(script).digest('hex'));
    else if (!this.#scripts.has(script)) throw new Error('NOSCRIPT No matching script.');
    if (times.length === 2) return this.#claim(key);
    this.#states.set(key, times.length === 1 ? 'done' : 'free');
    return 'yes';
  }

  #claim(key) {
    if (this.#states.get(key) === 'done') return 'done';
    this.#states.set(key, 'claimed');
    return 'claimed 1';
  }
};
