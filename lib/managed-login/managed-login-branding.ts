import { readFileSync } from 'node:fs';
import type { CfnManagedLoginBrandingProps } from 'aws-cdk-lib/aws-cognito';
import { CognitoPoolsError, shown } from '../private/errors';
import type { BrandingAsset } from './branding-asset';
import { requireList, requireObject, requireOptions } from '../private/types';

/** The most that Cognito takes in one style. */
const MAX_ASSETS = 40;
const MAX_SIZE = 2_000_000;

/** A style from files. */
export interface BrandingFilesOptions {
  /**
   * A JSON file with the settings of the style, as `DescribeManagedLoginBranding` gives them.
   *
   * @default - Cognito's settings
   */
  readonly settingsFile?: string;

  /**
   * Images: logos, backgrounds, icons.
   *
   * @default - Cognito's images
   */
  readonly assets?: BrandingAsset[];
}

/**
 * The style of the pages of managed login for one app client. Without a style, managed login shows no page at all.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-branding.html
 */
export class ManagedLoginBranding {
  /**
   * Cognito's own look.
   *
   * @returns the style
   */
  public static cognitoDefault(): ManagedLoginBranding {
    return new ManagedLoginBranding({ useCognitoProvidedValues: true });
  }

  /**
   * Settings and images from files, read at synth.
   *
   * @param options the files
   * @returns the style
   * @throws error `branding-settings` or `branding-size`
   */
  public static fromFiles(options: BrandingFilesOptions): ManagedLoginBranding {
    requireOptions("'options' of the style", options);
    const settings = options.settingsFile === undefined ? undefined : readSettings(options.settingsFile);
    const assets = options.assets ?? [];
    requireList("'assets'", assets);
    for (const asset of assets) requireObject('an image', asset, '_bytes', 'BrandingAsset.fromFile(…)');
    const size = JSON.stringify(settings ?? {}).length + assets.reduce((sum, asset) => sum + asset._bytes.length, 0);
    if (assets.length > MAX_ASSETS || size > MAX_SIZE) {
      throw new CognitoPoolsError({
        code: 'branding-size',
        received: `a style with ${assets.length} images and ${size} characters in all`,
        fix: `keep it to ${MAX_ASSETS} images and ${MAX_SIZE} characters: make the images smaller`,
      });
    }
    return new ManagedLoginBranding({
      settings,
      assets: assets.map(({ category, colorMode, extension, _bytes: encoded }) => ({ category, colorMode, extension, bytes: encoded })),
    }, size);
  }

  /** @internal */
  public readonly _style: Pick<CfnManagedLoginBrandingProps, 'useCognitoProvidedValues' | 'settings' | 'assets'>;

  /**
   * How many characters it takes in a template.
   *
   * @internal
   */
  public readonly _size: number;

  private constructor(style: Pick<CfnManagedLoginBrandingProps, 'useCognitoProvidedValues' | 'settings' | 'assets'>, size: number = 0) {
    this._style = style;
    this._size = size;
  }
}

function readSettings(path: string): unknown {
  const settings = parsed(path);
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw new CognitoPoolsError({ code: 'branding-settings', received: `the file ${shown(path)} holds no JSON object`, fix: 'write the settings as DescribeManagedLoginBranding gives them' });
  }
  return settings;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CognitoPoolsError({
      code: 'branding-settings',
      received: `the file ${shown(path)} cannot be read as JSON (${(error as Error).message})`,
      fix: 'name a readable file with the settings as DescribeManagedLoginBranding gives them',
    });
  }
}
