namespace Messenger.Web;

/// <summary>The person who asks, put on the request when its session was checked.</summary>
static class CurrentUser
{
    public static void Set(this HttpContext http, Me me) => http.Items[typeof(Me)] = me;

    public static Me? FindMe(this HttpContext http) => http.Items[typeof(Me)] as Me;

    public static Me Me(this HttpContext http) => http.FindMe() ?? throw new InvalidOperationException("Nobody is logged in here.");

    public static string Address(this HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
