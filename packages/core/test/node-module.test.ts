import { expect, it, vi } from 'vitest';
import { nodeModule } from '../src/platform/node-module.ts';

it('asks for a module of Node once', () => {
  const ask = vi.spyOn(process, 'getBuiltinModule');
  const zlib = nodeModule('zlib');
  expect(ask).toHaveBeenCalledExactlyOnceWith('node:zlib');
  expect(zlib).toHaveProperty('createInflate');
  expect(nodeModule('zlib')).toBe(zlib);
  expect(ask).toHaveBeenCalledOnce();
  ask.mockRestore();
});
