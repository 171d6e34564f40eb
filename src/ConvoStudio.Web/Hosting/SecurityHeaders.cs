using System.Security.Cryptography;

namespace ConvoStudio.Web.Hosting;

/// <summary>Headers of every answer. Scripts run only from our own files or with the nonce of the answer.</summary>
public static class SecurityHeaders
{
    private const string NonceKey = "ConvoStudio.Nonce";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            // An endpoint that brings its own policy (the API reference) keeps it.
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy(nonce);
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>The nonce of this answer, for the script and style elements the server itself writes.</summary>
    public static string? Nonce(this HttpContext context) => context.Items[NonceKey] as string;

    // Style attributes stay allowed: MudBlazor places popovers with them, and so does ApexCharts. Style elements need the nonce.
    private static string Policy(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
