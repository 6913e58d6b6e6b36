import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { CognitoPoolsError, shown } from '../private/errors';
import { requireText } from '../private/types';

/** What an image is for. */
export enum BrandingAssetCategory {
  /** The icon of the browser tab, as ICO. */
  FAVICON_ICO = 'FAVICON_ICO',
  /** The icon of the browser tab, as SVG. */
  FAVICON_SVG = 'FAVICON_SVG',
  /** Beside sign-in by e-mail. */
  EMAIL_GRAPHIC = 'EMAIL_GRAPHIC',
  /** Beside sign-in by SMS. */
  SMS_GRAPHIC = 'SMS_GRAPHIC',
  /** Beside the authenticator app. */
  AUTH_APP_GRAPHIC = 'AUTH_APP_GRAPHIC',
  /** Beside sign-in by password. */
  PASSWORD_GRAPHIC = 'PASSWORD_GRAPHIC',
  /** Beside sign-in by passkey. */
  PASSKEY_GRAPHIC = 'PASSKEY_GRAPHIC',
  /** The logo at the head of the page. */
  PAGE_HEADER_LOGO = 'PAGE_HEADER_LOGO',
  /** Behind the head of the page. */
  PAGE_HEADER_BACKGROUND = 'PAGE_HEADER_BACKGROUND',
  /** The logo at the foot of the page. */
  PAGE_FOOTER_LOGO = 'PAGE_FOOTER_LOGO',
  /** Behind the foot of the page. */
  PAGE_FOOTER_BACKGROUND = 'PAGE_FOOTER_BACKGROUND',
  /** Behind the page. */
  PAGE_BACKGROUND = 'PAGE_BACKGROUND',
  /** Behind the form. */
  FORM_BACKGROUND = 'FORM_BACKGROUND',
  /** The logo in the form. */
  FORM_LOGO = 'FORM_LOGO',
  /** On the button of an outside provider. */
  IDP_BUTTON_ICON = 'IDP_BUTTON_ICON',
}

/** The display mode in which an image is shown. */
export enum BrandingColorMode {
  /** In light mode. */
  LIGHT = 'LIGHT',
  /** In dark mode. */
  DARK = 'DARK',
  /** In both. */
  DYNAMIC = 'DYNAMIC',
}

/** The most characters of Base64 that Cognito takes for one image. */
const MAX_ENCODED = 1_000_000;

/** What the content of a file of each kind begins with, and the name endings of it. */
const KINDS: { readonly [extension: string]: { readonly endings: string[]; readonly holds: (content: Buffer) => boolean } } = {
  ICO: { endings: ['.ico'], holds: (content) => content.subarray(0, 4).equals(Buffer.from([0, 0, 1, 0])) },
  JPEG: { endings: ['.jpg', '.jpeg'], holds: (content) => content.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  PNG: { endings: ['.png'], holds: (content) => content.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) },
  SVG: { endings: ['.svg'], holds: (content) => content.toString('utf8').includes('<svg') },
  WEBP: { endings: ['.webp'], holds: (content) => content.subarray(0, 4).toString('latin1') === 'RIFF' && content.subarray(8, 12).toString('latin1') === 'WEBP' },
};

/** An image of managed login. */
export class BrandingAsset {
  /**
   * From a file: ICO, JPEG, PNG, SVG or WEBP, up to 750 kB. Read at synth, and written into the template.
   *
   * @param path the file
   * @param category what the image is for
   * @param colorMode in which display mode it is shown; in both when left out
   * @returns the image
   * @throws error `branding-asset`
   */
  public static fromFile(path: string, category: BrandingAssetCategory, colorMode: BrandingColorMode = BrandingColorMode.DYNAMIC): BrandingAsset {
    requireText('the path of an image', path);
    const kind = Object.entries(KINDS).find(([, { endings }]) => endings.includes(extname(path).toLowerCase()));
    if (!kind) throw refused(path, 'is no ICO, JPEG, PNG, SVG or WEBP file by its name', 'name a file of one of these kinds');
    const content = read(path);
    const [extension, { holds }] = kind;
    if (!holds(content)) throw refused(path, `is not the ${extension} file that its name says`, 'save the image anew in the format of its name');
    if ((category === BrandingAssetCategory.FAVICON_ICO) !== (extension === 'ICO') || (category === BrandingAssetCategory.FAVICON_SVG && extension !== 'SVG')) {
      throw refused(path, `is a ${extension} file for the category ${category}`, category === BrandingAssetCategory.FAVICON_ICO || category === BrandingAssetCategory.FAVICON_SVG ? 'use a file of the kind that the category names' : 'use ICO for FAVICON_ICO only');
    }
    const encoded = content.toString('base64');
    if (encoded.length > MAX_ENCODED) throw refused(path, `has ${content.length} bytes`, `make it smaller: ${MAX_ENCODED * 3 / 4} bytes at most`);
    return new BrandingAsset(category, colorMode, extension, encoded);
  }

  /**
   * The place of the image on the pages.
   */
  public readonly category: BrandingAssetCategory;

  /**
   * The display mode in which it is shown.
   */
  public readonly colorMode: BrandingColorMode;

  /**
   * The kind of the file: ICO, JPEG, PNG, SVG or WEBP.
   */
  public readonly extension: string;

  /** @internal */
  public readonly _bytes: string;

  private constructor(category: BrandingAssetCategory, colorMode: BrandingColorMode, extension: string, bytes: string) {
    this.category = category;
    this.colorMode = colorMode;
    this.extension = extension;
    this._bytes = bytes;
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refused(path, `cannot be read (${(error as NodeJS.ErrnoException).code})`, 'name a readable file');
  }
}

function refused(path: string, wrong: string, fix: string): CognitoPoolsError {
  return new CognitoPoolsError({ code: 'branding-asset', received: `the image ${shown(path)} ${wrong}`, fix });
}
