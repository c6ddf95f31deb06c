// As the server folds what is searched (SearchText.cs), but for the letters that Unicode does not take apart.
export const fold = text => text.normalize('NFKD').toLowerCase().replace(/(?<![\u0400-\u052f])\u0306|[\u0300-\u0305\u0307-\u036f'’‘ʼ`]/g, '').normalize('NFKC')
