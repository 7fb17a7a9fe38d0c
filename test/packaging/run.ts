import { execFile } from 'node:child_process';

/**
 * Runs a program to its end and gives what it wrote to stdout.
 * @throws {Error} with all of its output, if it fails
 */
export function run(program: string, parameters: readonly string[], directory: string): Promise<string> {
  const options = { cwd: directory, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(program, parameters, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.message}\n${stdout}${stderr}`));
    });
  });
}
