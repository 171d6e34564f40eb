namespace ConvoStudio.Web.Auth;

/// <summary>Return addresses: only paths of this site, never another host.</summary>
public static class LocalUrl
{
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    /// <remarks><c>//host</c> and <c>/\host</c> name another host to a browser, and so does either after a control character.</remarks>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);
}
