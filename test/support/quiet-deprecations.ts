// To be imported before a package that is deprecated as a whole: each of its members would say so.
process.env.JSII_DEPRECATED = 'quiet';
