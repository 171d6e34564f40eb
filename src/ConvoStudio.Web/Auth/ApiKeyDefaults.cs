namespace ConvoStudio.Web.Auth;

/// <summary>Names of the machine clients' authentication.</summary>
public static class ApiKeyDefaults
{
    public const string Scheme = "ApiKey";

    public const string Header = "X-Api-Key";

    /// <summary>Query parameter that carries the key where a client can set no header: WebSockets of a browser. Hubs only, since addresses end up in logs.</summary>
    public const string Query = "access_token";

    /// <summary>Setting that gives the first key.</summary>
    public const string FirstKeySetting = "CONVOSTUDIO_API_KEY";
}
