using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Messenger.Web.Pages;

/// <summary>
/// The page that is shown in the place of one that is not kept on the device. It asks the database for nothing but who reads.
/// </summary>
[AllowAnonymous]
public sealed class OfflineModel : PageModel;
