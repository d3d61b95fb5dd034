// A small county's ledger, made with the `tenure` command and served on a loopback port. TENURE_BINARY is the
// built command, TENURE_WEB the built page. Everything is in a temporary folder.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const kTenure = process.env.TENURE_BINARY ?? '';
const kWeb = process.env.TENURE_WEB ?? '';
const kPack = fileURLToPath(new URL('../../domain/policies/pingyang.toml', import.meta.url));

const event = (type, on, data) => ({ type, on, data });
const org = (id, name, kind, parent) => event('OrgRegistered', '2024-01-04', { org: id, name, kind, parent });
const person = (id, of, name) => event('PersonRegistered', '2024-01-04', { person: id, org: of, name: { seal: name } });
const secretary = (id, of, on, more) => event('SecretaryAppointed', on, { person: id, org: of, ...more });
const grade = (id, of, period, on, word) =>
  event('GradeDetermined', on, { person: id, org: of, scheme: 'annual', period, grade: word });

export const kBranches = ['o-east', 'o-west', 'o-north', 'o-south'];

const kRegister = [
  org('o-town', '示例镇党委', 'township', 'o-county'),
  org('o-east', '东村党支部', 'branch', 'o-town'),
  org('o-west', '西村党支部', 'branch', 'o-town'),
  org('o-north', '北村党支部', 'branch', 'o-town'),
  org('o-south', '南村党支部', 'branch', 'o-town'),
  person('p-0001', 'o-east', '张三'),
  person('p-0002', 'o-west', '李四'),
  person('p-0003', 'o-north', '王五'),
  person('p-0004', 'o-south', '赵六'),
  person('p-0005', 'o-east', '陈七'),
];

const kAppoint = [
  secretary('p-0001', 'o-east', '2024-02-01', { mode: 'invited_back', source_groups: ['entrepreneur', 'veteran'] }),
  secretary('p-0002', 'o-west', '2024-02-01', { mode: 'elected', source_groups: ['village_cadre'] }),
  secretary('p-0003', 'o-north', '2024-02-08', { mode: 'seconded', source_groups: ['graduate'] }),
  secretary('p-0004', 'o-south', '2024-02-08', { mode: 'elected', source_groups: ['village_cadre', 'entrepreneur'] }),
];

const kYear = [
  grade('p-0001', 'o-east', '2024', '2025-01-20', 'excellent'),
  grade('p-0002', 'o-west', '2024', '2025-01-20', 'competent'),
  grade('p-0003', 'o-north', '2024', '2025-01-20', 'competent'),
];

export class Ledger {
  /// `isDemo`: the demo of two counties instead, which takes no acts from here.
  constructor(isDemo = false) {
    this.folder = mkdtempSync(join(tmpdir(), 'tenure-browser-'));
    this.acts = 0;
    this.server = null;
    this.port = 0;
    process.once('exit', () => this.abandon());
    if (isDemo) {
      this.tenure('demo', '--data', 'ledger', '--keys', 'keys', '--locality', 'both', '--scale', '1');
      return;
    }
    this.tenure('key', 'new', 'root.key', '--unencrypted');
    const origin = ['--origin', 'county.example/tenure', '--root-key', 'root.key'];
    const authority = ['--authority', 'o-county', '--authority-name', '示例县委组织部'];
    this.tenure('init', '--data', 'ledger', '--unencrypted', ...origin, ...authority);
    this.id = JSON.parse(this.tenure('status', '--data', 'ledger', '--json')).ledger;
    const pack = readFileSync(kPack, 'utf8');
    this.submit([event('PolicyAdopted', '2024-01-02', { org: 'o-county', title: '示例办法', status: 'in_force', pack })]);
    this.submit(kRegister);
    this.submit(kAppoint);
    this.submit(kYear);
  }

  /// A token's text.
  token(role, ...more) {
    return JSON.parse(this.tenure('token', 'new', '--data', 'ledger', '--role', role, ...more, '--json')).token;
  }

  /// Signs and submits the events as one act, to the server when there is one; its index.
  submit(events) {
    const name = `act-${++this.acts}.json`;
    writeFileSync(join(this.folder, `${name}.events`), events.map((one) => JSON.stringify(one)).join('\n'));
    const where = this.id ? ['--ledger', this.id] : ['--data', 'ledger'];
    this.tenure('act', 'new', ...where, '--authority', 'o-county', '--events', `${name}.events`, '--out', name);
    this.tenure('act', 'sign', name, '--key', 'root.key');
    const to = this.server ? ['--url', this.url] : ['--data', 'ledger'];
    return JSON.parse(this.tenure('act', 'submit', name, ...to, '--json')).index;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /// On the port of the last time.
  async serve() {
    const listen = ['--listen', `127.0.0.1:${this.port}`];
    this.server = spawn(kTenure, ['serve', '--data', 'ledger', ...listen, '--web', kWeb, '--json'], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for await (const line of createInterface({ input: this.server.stdout })) {
      this.port = Number(new URL(JSON.parse(line).url).port);
      return;
    }
    throw new Error('tenure serve ended');
  }

  async stop() {
    if (!this.server) return;
    const ended = once(this.server, 'exit');
    this.server.kill('SIGTERM');
    this.server = null;
    await ended;
  }

  /// Whatever happened: no process and no folder stays behind.
  abandon() {
    this.server?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  tenure(...args) {
    return execFileSync(kTenure, args, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

export const makes = { event, org, person, secretary };
