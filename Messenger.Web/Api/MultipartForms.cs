namespace Messenger.Web;

/// <summary>Forms with files, for programs: what is none, or stops in the middle, is a refusal like any other.</summary>
static class MultipartForms
{
    // Of the reader of forms; a disk that fails has the number of its error.
    const int Cut = unchecked((int)0x80131620);

    public static async Task<IFormCollection> FormAsync(this HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception odd) when (odd is InvalidDataException or IOException { HResult: Cut } and not BadHttpRequestException)
        {
            throw Refused.Invalid("form_odd", "This is not a whole form.", "body");
        }
    }
}
