namespace ConvoStudio.Web.Hosting;

/// <summary>Pages in our own look for people; machine clients under /api get problem details, never HTML.</summary>
public static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(context => !IsMachine(context.Request.Path), pages =>
        {
            pages.UseExceptionHandler("/error", createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
        app.UseWhen(context => IsMachine(context.Request.Path), machines =>
        {
            machines.UseExceptionHandler();
            machines.UseStatusCodePages();
        });
    }

    /// <summary>Paths that never answer with a page.</summary>
    public static bool IsMachine(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) ||
        path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
