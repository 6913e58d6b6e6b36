/** What a browser draws as a picture and never as a document: an SVG is a document, whose scripts run in the origin of its address. */
const RASTER_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'];

/** The raster type that a content type names; undefined for every other type. Whoever uploads an object chooses its content type. */
export function rasterType(contentType = ''): string | undefined {
  const [type] = contentType.toLowerCase().split(';');
  return RASTER_TYPES.find((one) => one === type.trim());
}
