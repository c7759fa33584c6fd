package org.apache.iceberg.rest;

import java.net.InetSocketAddress;
import org.apache.iceberg.CatalogUtil;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Iceberg's own REST catalog, listening on loopback alone: its test server listens on every address. */
public class RestCatalog {
  public static void main(String[] parameters) throws Exception {
    var catalog = CatalogUtil.buildIcebergCatalog("lake", RCKUtils.environmentCatalogConfig(), null);
    var context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
    context.setContextPath("/");
    context.addServlet(new ServletHolder(new RESTCatalogServlet(new RESTCatalogAdapter(catalog))), "/*");
    var server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))));
    server.setHandler(context);
    server.start();
    server.join();
  }
}
